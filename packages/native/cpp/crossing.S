/*
 * In and out of machine code. See packages/memory/src/machine.ts for the idea; BOX_* are the mailbox's offsets, made from
 * the table in packages/memory/src/layouts/mailbox.ts.
 *
 * The machine stack of a suspended activation, growing down:
 *
 *     mailbox.sp before enter()       ─┐ what enter() pushed:
 *       (alignment)                    │   old mailbox.sp
 *       old sp, old rbp   ◄── rbp      │
 *       stack arguments               ─┘
 *       frames of the function called
 *       return address into the caller of the thunk
 *       rbp rbx r12 r13 r14 r15        ◄── mailbox.sp: the next enter() starts here
 */
#include "layout.gen.h"
    .intel_syntax noprefix
    .text

.macro save_native
    push rbp
    push rbx
    push r12
    push r13
    push r14
    push r15
.endm
.macro restore_and_return
    pop r15
    pop r14
    pop r13
    pop r12
    pop rbx
    pop rbp
    ret
.endm

/* void tyston_enter(Mailbox *): calls mailbox.fn on the machine stack. */
    .globl tyston_enter
    .hidden tyston_enter
    .type tyston_enter, @function
    .p2align 4
tyston_enter:
    save_native
    mov [rdi + BOX_NATIVE_SP], rsp
    mov rbx, rdi
    mov rax, [rbx + BOX_SP]
    mov rsp, rax
    and rsp, -16
    push rax
    push rbp
    mov rbp, rsp
    mov rcx, [rbx + BOX_STACK_COUNT]
    test rcx, rcx
    jnz 2f
1:  mov rdi, [rbx + BOX_INTS]
    mov rsi, [rbx + BOX_INTS + 8]
    mov rdx, [rbx + BOX_INTS + 16]
    mov rcx, [rbx + BOX_INTS + 24]
    mov r8, [rbx + BOX_INTS + 32]
    mov r9, [rbx + BOX_INTS + 40]
    movsd xmm0, [rbx + BOX_DOUBLES]
    movsd xmm1, [rbx + BOX_DOUBLES + 8]
    movsd xmm2, [rbx + BOX_DOUBLES + 16]
    movsd xmm3, [rbx + BOX_DOUBLES + 24]
    movsd xmm4, [rbx + BOX_DOUBLES + 32]
    movsd xmm5, [rbx + BOX_DOUBLES + 40]
    movsd xmm6, [rbx + BOX_DOUBLES + 48]
    movsd xmm7, [rbx + BOX_DOUBLES + 56]
    mov r15, [rbx + BOX_THREAD]
    mov rax, [rbx + BOX_ERRNO_AT]
    mov dword ptr [rax], 0
    mov eax, 8              /* a variadic function asks how many xmm registers may hold arguments */
    call [rbx + BOX_FN]
    mov [rbx + BOX_RESULT], rax
    movsd [rbx + BOX_FRESULT], xmm0
    mov dword ptr [rbx + BOX_STATE], 0
    mov rcx, [rbx + BOX_ERRNO_AT]
    mov ecx, [rcx]
    mov [rbx + BOX_ERR], ecx
    mov rax, [rbp + 8]
    mov [rbx + BOX_SP], rax
    mov rsp, [rbx + BOX_NATIVE_SP]
    restore_and_return
2:  mov rdx, rcx
    and edx, 1
    neg rdx
    lea rsp, [rsp + rdx * 8]
3:  push [rbx + BOX_STACK + rcx * 8 - 8]
    dec rcx
    jnz 3b
    jmp 1b
    .size tyston_enter, . - tyston_enter

/* void tyston_resume(Mailbox *): returns from the thunk that made the innermost request. */
    .globl tyston_resume
    .hidden tyston_resume
    .type tyston_resume, @function
    .p2align 4
tyston_resume:
    save_native
    mov [rdi + BOX_NATIVE_SP], rsp
    mov rsp, [rdi + BOX_SP]
    mov rax, [rdi + BOX_RESULT]
    movsd xmm0, [rdi + BOX_FRESULT]
    restore_and_return
    .size tyston_resume, . - tyston_resume

/*
 * What a thunk jumps to, its index in eax: leaves the arguments in the mailbox and returns from enter() or resume(). C may call
 * a thunk with any registers, so the mailbox comes from thread-local storage.
 */
.macro thunk name, doubles
    .globl \name
    .hidden \name
    .type \name, @function
    .p2align 4
\name:
    push rbp
    mov rbp, rsp
    push rbx
    push r12
    push r13
    push r14
    push r15
    mov r10, tyston_box@gottpoff[rip]
    mov r10, fs:[r10]
    test r10, r10
    jz tyston_stray_thunk
    mov [r10 + BOX_INDEX], eax
    mov [r10 + BOX_INTS], rdi
    mov [r10 + BOX_INTS + 8], rsi
    mov [r10 + BOX_INTS + 16], rdx
    mov [r10 + BOX_INTS + 24], rcx
    mov [r10 + BOX_INTS + 32], r8
    mov [r10 + BOX_INTS + 40], r9
.if \doubles
    movsd [r10 + BOX_DOUBLES], xmm0
    movsd [r10 + BOX_DOUBLES + 8], xmm1
    movsd [r10 + BOX_DOUBLES + 16], xmm2
    movsd [r10 + BOX_DOUBLES + 24], xmm3
    movsd [r10 + BOX_DOUBLES + 32], xmm4
    movsd [r10 + BOX_DOUBLES + 40], xmm5
    movsd [r10 + BOX_DOUBLES + 48], xmm6
    movsd [r10 + BOX_DOUBLES + 56], xmm7
.endif
    lea rax, [rbp + 16]
    mov [r10 + BOX_STACK_ARGS], rax
    mov [r10 + BOX_SP], rsp
    mov dword ptr [r10 + BOX_STATE], 1
    mov rsp, [r10 + BOX_NATIVE_SP]
    restore_and_return
    .size \name, . - \name
.endm
    thunk tyston_thunk, 0
    thunk tyston_thunk_doubles, 1

    .section .note.GNU-stack, "", @progbits
