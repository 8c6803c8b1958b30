/**
 * The instruction set: one row an opcode. Encoder, verifier, disassembler, documentation and the interpreter loop
 * read these rows and keep no lists of their own.
 *
 * An instruction is one or more 32-bit words:
 *
 *     word 0            op | a << 8 | b << 16 | c << 24        a, b, c: unsigned bytes
 *     extra words       as the row says, in the row's order; a label is always the first of them
 *     cache words       inline cache, zero when the code is made; the row says how many
 *
 * Operands above 255: `WIDE` words stand before the instruction. `WIDE` has the same shape, and its a, b, c are the next
 * more significant bytes of the operands: running into it, the loop does `a = a << 8 | a'` (b and c likewise) with the
 * next word's fields and dispatches again. One prefix gives 16-bit operands, two give 24-bit ones.
 *
 * Labels: a whole extra word, signed, counted in words from the label word itself. So with `pc` at the label word a
 * taken jump is `pc += I32[pc]`, and one not taken is `pc += 1`.
 *
 * vregs: operands of the kinds `dst`, `src`, `peek`, `local`, `base` number the frame's vregs. Those below
 * `nlocalsplus` are the locals (arguments, locals, cells, free variables), the others temporaries. Who owns what is static:
 *
 *     src    A temporary is consumed: the instruction takes its reference and leaves the vreg empty, whether it succeeds
 *            or raises. A local is borrowed.
 *     peek   Borrowed, temporary or not; it stays filled.
 *     base   The first of a run of temporaries, which are consumed as `src` (`consumesRun`) or written (`writesRun`).
 *     dst    Receives a new reference, last of all, and only if the instruction succeeds. A temporary is empty at that
 *            moment (it may be one that the same instruction consumed). A local's old value is released after the store.
 *     local  A local (never a temporary), named because the instruction is about the variable itself.
 *
 * A temporary that holds nothing useful is empty (low word 0), so unwinding releases what is filled and is done.
 *
 * Exceptions: the table (code-unit.ts) maps a raising instruction to a handler and a depth d. The unwinder empties the
 * temporaries from number d on (vreg nlocalsplus + d and up), puts the exception, with its traceback, as an owned
 * reference into vreg nlocalsplus + d, leaves nothing pending, and goes on at the handler.
 */

export type OperandKind =
  | 'dst'
  | 'src'
  | 'peek'
  | 'local'
  | 'base'
  /** Index into the constants. */
  | 'const'
  /** Index into the names. */
  | 'name'
  /** A number of operands, items or arguments. */
  | 'count'
  /** A small number whose meaning the row gives. */
  | 'imm'
  /** A jump target; only as first extra word. */
  | 'label';

export interface Operand {
  readonly name: string;
  readonly kind: OperandKind;
}

/** An instruction taken apart. */
export interface Instruction {
  /** Word offset of its first word, prefixes included. */
  readonly at: number;
  readonly op: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** The extra words; a label is its absolute target here. */
  readonly extra: readonly number[];
  /** Word offset of its first cache word. */
  readonly cacheAt: number;
  /** Word offset of the next instruction. */
  readonly next: number;
}

export type Run = readonly [first: number, count: number];
type Fields = Pick<Instruction, 'a' | 'b' | 'c' | 'extra'>;

export interface Opcode {
  readonly code: number;
  readonly name: string;
  /** Those in a, b, c. */
  readonly operands: readonly Operand[];
  /** Those in extra words. */
  readonly extra: readonly Operand[];
  readonly cacheWords: number;
  readonly canRaise: boolean;
  /** Control never falls through to the next instruction. */
  readonly terminator: boolean;
  readonly hasLabel: boolean;
  /** Temporaries consumed beside the `src` operands. */
  readonly consumesRun: ((i: Fields) => Run) | undefined;
  /** vregs written beside the `dst` operands. */
  readonly writesRun: ((i: Fields) => Run) | undefined;
  /** The `dst` operands are written only when it falls through, not when it jumps. */
  readonly writesOnFall: boolean;
  /** Index of a `peek` operand whose temporary is released, and emptied, when it jumps; −1: none. */
  readonly releasesOnJump: number;
  /** The same when it falls through (for an instruction without label: when it succeeds). */
  readonly releasesOnFall: number;
  /** One sentence: what it does. */
  readonly doc: string;
}

interface Facts {
  readonly cache?: number;
  /** It cannot raise. */
  readonly quiet?: boolean;
  readonly terminator?: boolean;
  readonly consumes?: (i: Fields) => Run;
  readonly writes?: (i: Fields) => Run;
  readonly writesOnFall?: boolean;
  readonly releasesOnJump?: number;
  readonly releasesOnFall?: number;
}

type RowSource<N extends string = string> = readonly [name: N, operands: string, doc: string, facts?: Facts];

/** How many temporaries MAKE_FUNCTION's flags announce. */
const popcount4 = (flags: number): number =>
  (flags & 1) + ((flags >> 1) & 1) + ((flags >> 2) & 1) + ((flags >> 3) & 1);

const quiet: Facts = { quiet: true };
const end: Facts = { terminator: true };
const cached: Facts = { cache: 4 };
/** dst, base, count: consumes `count` temporaries from `base` on. */
const build: Facts = { consumes: (i) => [i.b, i.c] };

const binary = <N extends string>(name: N, sign: string): RowSource<N> => [
  name,
  'dst:dst left:src right:src',
  `dst = left ${sign} right. Where dst and left are the same local, the operation may reuse its box if nobody else holds it.`,
];
const binaryK = <N extends string>(name: N, sign: string): RowSource<N> => [
  name,
  'dst:dst left:src right:const',
  `dst = left ${sign} constant.`,
];
const compare = <N extends string>(name: N, sign: string): RowSource<N> => [
  name,
  'dst:dst left:src right:src',
  `dst = left ${sign} right, whatever object the comparison returns.`,
];
const compareBranch = <N extends string>(name: N, sign: string): RowSource<N> => [
  name,
  'left:src right:src sense:imm | target:label',
  `Jumps if the truth of \`left ${sign} right\` equals sense (0 or 1).`,
];
const compareBranchK = <N extends string>(name: N, sign: string): RowSource<N> => [
  name,
  'left:src right:const sense:imm | target:label',
  `Jumps if the truth of \`left ${sign} constant\` equals sense (0 or 1).`,
];

const ROWS = [
  // Order: the number of an opcode is its place here.
  ['NOP', '', 'Nothing; keeps a line visible to tracing.', quiet],
  [
    'WIDE',
    'a:imm b:imm c:imm',
    'Prefix: the more significant bytes of the operands of the next word.',
    quiet,
  ],

  // Moving values.
  ['LOAD_CONST', 'dst:dst value:const', 'dst = the constant (a new reference).', quiet],
  [
    'MOVE',
    'dst:dst value:src',
    'dst = value: a temporary is moved, a local is copied (cells are copied as cells).',
    quiet,
  ],
  [
    'MOVE2',
    'dst:dst first:src second:src',
    'dst = first, then vreg dst + 1 = second: two MOVEs into neighbouring temporaries.',
    { quiet: true, writes: (i) => [i.a + 1, 1] },
  ],
  ['COPY', 'dst:dst value:peek', 'dst = value, which stays where it is.', quiet],
  [
    'RELEASE',
    'value:peek',
    'Releases the reference in the vreg (temporary or local) and empties it; nothing if it is empty.',
    { quiet: true, releasesOnFall: 0 },
  ],
  [
    'CHECK_BOUND',
    'variable:local',
    "Raises UnboundLocalError if the local is empty: cannot access local variable 'x' where it is not associated with a value.",
  ],

  // Cells and free variables (PEP 227).
  [
    'MAKE_CELL',
    'variable:local',
    'Replaces the content of the local (an argument, or empty) by a new cell that holds it.',
  ],
  [
    'COPY_FREE_VARS',
    'count:count',
    "Fills the last `count` locals with the cells of the function's closure tuple; first instruction of a closure.",
    quiet,
  ],
  [
    'LOAD_DEREF',
    'dst:dst cell:local',
    'dst = content of the cell; NameError (free variable) or UnboundLocalError (cell variable) if it is empty.',
  ],
  [
    'STORE_DEREF',
    'cell:local value:src',
    'Content of the cell = value; the old content is released after it.',
    quiet,
  ],
  ['DELETE_DEREF', 'cell:local', 'Empties the cell; raises as LOAD_DEREF if it is empty.'],
  [
    'LOAD_CLASSDEREF',
    'dst:dst cell:local',
    "dst = the variable of that name in the frame's `locals` mapping or, if it is not there, LOAD_DEREF.",
  ],

  // Names.
  ['LOAD_GLOBAL', 'dst:dst name:name', 'dst = globals[name], else builtins[name], else NameError.', cached],
  ['STORE_GLOBAL', 'name:name value:src', 'globals[name] = value.', cached],
  ['DELETE_GLOBAL', 'name:name', 'del globals[name]; NameError if absent.'],
  [
    'LOAD_NAME',
    'dst:dst name:name',
    "dst = the frame's locals[name], else globals, else builtins, else NameError.",
  ],
  ['STORE_NAME', 'name:name value:src', "The frame's locals[name] = value (any mapping)."],
  ['DELETE_NAME', 'name:name', "del the frame's locals[name]; NameError if absent."],
  [
    'LOAD_SPECIAL',
    'dst:dst which:imm',
    'dst = 0: builtins.__build_class__ (NameError "__build_class__ not found"); 1: the AssertionError class, whatever the builtins hold.',
  ],
  ['SETUP_ANNOTATIONS', '', "Makes `__annotations__` = {} in the frame's locals if it is not there."],
  [
    'IMPORT_NAME',
    'dst:dst name:name args:base',
    'dst = __import__(name, globals, locals, fromlist, level) with level in `args` and fromlist in `args` + 1, both consumed.',
    { consumes: (i) => [i.c, 2] },
  ],
  [
    'IMPORT_FROM',
    'dst:dst module:peek name:name',
    'dst = module.name or else sys.modules[module.__name__ + "." + name]; ImportError "cannot import name …".',
  ],
  ['IMPORT_STAR', 'module:src', "Stores the module's public names (or __all__) in the frame's locals."],
  ['PRINT_EXPR', 'value:src', 'Calls sys.displayhook(value).'],

  // Attributes. The cache is keyed on the type (or shape) of the object; its words belong to the object space.
  ['LOAD_ATTR', 'dst:dst object:src name:name', 'dst = object.name.', cached],
  ['STORE_ATTR', 'object:src name:name value:src', 'object.name = value.', cached],
  ['DELETE_ATTR', 'object:src name:name', 'del object.name.'],
  [
    'LOAD_METHOD',
    'base:base object:src name:name',
    'For CALL: if object.name is a plain method of the type, base = the unbound function and base + 1 = object; else base = object.name and base + 1 stays empty.',
    { cache: 4, writes: (i) => [i.a, 2] },
  ],

  // Subscripts.
  ['SUBSCR', 'dst:dst object:src key:src', 'dst = object[key].'],
  ['SUBSCR_K', 'dst:dst object:src key:const', 'dst = object[constant].'],
  ['STORE_SUBSCR', 'object:src key:src value:src', 'object[key] = value.'],
  ['STORE_SUBSCR_K', 'object:src key:const value:src', 'object[constant] = value.'],
  ['DELETE_SUBSCR', 'object:src key:src', 'del object[key].'],
  [
    'BUILD_SLICE',
    'dst:dst base:base count:count',
    'dst = slice(base, base + 1[, base + 2]); count is 2 or 3.',
    build,
  ],
  [
    'LOAD_SLICE',
    'dst:dst object:src base:base',
    'dst = object[slice(base, base + 1)]; both bounds are consumed (None where absent). The slice object need not be made if nobody can see it.',
    { consumes: (i) => [i.c, 2] },
  ],
  [
    'STORE_SLICE',
    'object:src base:base value:src',
    'object[slice(base, base + 1)] = value; both bounds are consumed.',
    { consumes: (i) => [i.b, 2] },
  ],

  // Unary operators.
  ['NEGATIVE', 'dst:dst value:src', 'dst = -value.'],
  ['POSITIVE', 'dst:dst value:src', 'dst = +value.'],
  ['INVERT', 'dst:dst value:src', 'dst = ~value.'],
  ['NOT', 'dst:dst value:src', 'dst = not value.'],

  // Binary operators.
  binary('ADD', '+'),
  binary('SUB', '-'),
  binary('MUL', '*'),
  binary('TRUEDIV', '/'),
  binary('FLOORDIV', '//'),
  binary('MOD', '%'),
  binary('POW', '**'),
  binary('LSHIFT', '<<'),
  binary('RSHIFT', '>>'),
  binary('AND', '&'),
  binary('OR', '|'),
  binary('XOR', '^'),
  binaryK('ADD_K', '+'),
  binaryK('SUB_K', '-'),
  binaryK('MUL_K', '*'),
  binaryK('TRUEDIV_K', '/'),
  binaryK('FLOORDIV_K', '//'),
  binaryK('MOD_K', '%'),
  binaryK('POW_K', '**'),
  binaryK('LSHIFT_K', '<<'),
  binaryK('RSHIFT_K', '>>'),
  binaryK('AND_K', '&'),
  binary('INPLACE_ADD', '+='),
  binary('INPLACE_SUB', '-='),
  binary('INPLACE_MUL', '*='),
  binaryK('INPLACE_ADD_K', '+='),
  binaryK('INPLACE_SUB_K', '-='),
  binaryK('INPLACE_MUL_K', '*='),
  [
    'BINARY_OP',
    'dst:dst left:src right:src | operator:imm',
    'dst = left <operator> right, for the operators without a row of their own; the number is an entry of BINARY_OPERATORS (matrix product, in-place forms).',
  ],
  ['BINARY_OP_K', 'dst:dst left:src right:const | operator:imm', 'BINARY_OP with a constant on the right.'],

  // Comparisons that leave a value.
  compare('LT', '<'),
  compare('LE', '<='),
  compare('EQ', '=='),
  compare('NE', '!='),
  compare('GT', '>'),
  compare('GE', '>='),
  ['IS', 'dst:dst left:src right:src', 'dst = left is right (True or False).', quiet],
  ['IS_NOT', 'dst:dst left:src right:src', 'dst = left is not right (True or False).', quiet],
  ['IN', 'dst:dst item:src container:src', 'dst = item in container (True or False).'],
  ['NOT_IN', 'dst:dst item:src container:src', 'dst = item not in container (True or False).'],

  // Jumps.
  ['JUMP', '| target:label', 'Goes to target.', { quiet: true, terminator: true }],
  [
    'JUMP_BACK',
    '| target:label',
    'Goes back to target, a loop head; a safepoint: first polls the eval breaker (signals, collections, other threads), which may raise.',
    end,
  ],
  ['JUMP_IF_TRUE', 'value:src | target:label', 'Jumps if bool(value).'],
  ['JUMP_IF_FALSE', 'value:src | target:label', 'Jumps if not bool(value).'],
  [
    'JUMP_IF_TRUE_KEEP',
    'value:peek | target:label',
    'If bool(value), jumps and leaves value in its temporary; else releases and empties it and falls through. If bool() raises, the temporary stays filled.',
    { releasesOnFall: 0 },
  ],
  [
    'JUMP_IF_FALSE_KEEP',
    'value:peek | target:label',
    'If not bool(value), jumps and leaves value in its temporary; else releases and empties it and falls through.',
    { releasesOnFall: 0 },
  ],
  ['JUMP_IF_NONE', 'value:src | target:label', 'Jumps if value is None.', quiet],
  ['JUMP_IF_NOT_NONE', 'value:src | target:label', 'Jumps if value is not None.', quiet],
  compareBranch('JUMP_IF_LT', '<'),
  compareBranch('JUMP_IF_LE', '<='),
  compareBranch('JUMP_IF_EQ', '=='),
  compareBranch('JUMP_IF_NE', '!='),
  compareBranch('JUMP_IF_GT', '>'),
  compareBranch('JUMP_IF_GE', '>='),
  compareBranchK('JUMP_IF_LT_K', '<'),
  compareBranchK('JUMP_IF_LE_K', '<='),
  compareBranchK('JUMP_IF_EQ_K', '=='),
  compareBranchK('JUMP_IF_NE_K', '!='),
  compareBranchK('JUMP_IF_GT_K', '>'),
  compareBranchK('JUMP_IF_GE_K', '>='),
  [
    'JUMP_IF_IS',
    'left:src right:src sense:imm | target:label',
    'Jumps if (left is right) equals sense (0 or 1).',
    quiet,
  ],
  [
    'JUMP_IF_IN',
    'item:src container:src sense:imm | target:label',
    'Jumps if (item in container) equals sense (0 or 1).',
  ],

  // Iteration.
  ['GET_ITER', 'dst:dst iterable:src', 'dst = iter(iterable).'],
  [
    'FOR_ITER',
    'dst:dst iterator:peek | end:label',
    'dst = next item of the iterator; at its end (StopIteration) leaves dst alone, releases and empties the iterator and jumps.',
    { writesOnFall: true, releasesOnJump: 1 },
  ],
  [
    'GET_YIELD_FROM_ITER',
    'dst:dst iterable:src',
    "dst = iterable if it is a generator (or, inside a coroutine, a coroutine), else iter(iterable); a coroutine elsewhere is a TypeError: cannot 'yield from' a coroutine object in a non-coroutine generator.",
  ],
  [
    'GET_AITER',
    'dst:dst iterable:src',
    'dst = type(iterable).__aiter__(iterable), checked to have __anext__ (TypeError "\'async for\' requires …").',
  ],
  [
    'GET_ANEXT',
    'dst:dst iterator:peek',
    'dst = the awaitable of type(iterator).__anext__(iterator), as GET_AWAITABLE makes it (asynchronous generators: as it is).',
  ],
  [
    'GET_AWAITABLE',
    'dst:dst value:src where:imm',
    "dst = value's awaitable iterator (coroutine, or __await__()); where is 0, or 1 for __aenter__ and 2 for __aexit__ in the TypeError; RuntimeError if it is a coroutine being awaited already.",
  ],
  [
    'END_ASYNC_FOR',
    'exception:src iterator:peek',
    'Handler of an `async for`: if exception is a StopAsyncIteration, drops it, releases and empties the iterator and goes on; else raises it again unchanged.',
    { releasesOnFall: 1 },
  ],

  // Unpacking.
  [
    'UNPACK_2',
    'first:dst second:dst value:src',
    'first, second = value: both are assigned only when value has exactly two items; first is stored first.',
  ],
  [
    'UNPACK_SEQUENCE',
    'base:base value:src count:count',
    'Temporaries base … base + count − 1 = the items of value; ValueError unless there are exactly count.',
    { writes: (i) => [i.a, i.c] },
  ],
  [
    'UNPACK_EX',
    'base:base value:src before:count | after:count',
    'Temporaries from base on = the first `before` items of value, a list of the middle, the last `after` items.',
    { writes: (i) => [i.a, i.c + 1 + i.extra[0]!] },
  ],

  // Displays.
  ['BUILD_TUPLE', 'dst:dst base:base count:count', 'dst = tuple of the temporaries.', build],
  ['BUILD_LIST', 'dst:dst base:base count:count', 'dst = list of the temporaries.', build],
  ['BUILD_SET', 'dst:dst base:base count:count', 'dst = set of the temporaries, added in order.', build],
  [
    'BUILD_MAP',
    'dst:dst base:base count:count',
    'dst = dict of `count` pairs: key, value, key, value, … in 2 × count temporaries.',
    { consumes: (i) => [i.b, 2 * i.c] },
  ],
  [
    'BUILD_CONST_KEY_MAP',
    'dst:dst base:base count:count | keys:const',
    'dst = dict with the keys of a constant tuple and the values of the temporaries.',
    build,
  ],
  ['BUILD_STRING', 'dst:dst base:base count:count', 'dst = the concatenation of `count` strings.', build],
  ['LIST_APPEND', 'list:peek item:src', 'list.append(item), list being a list.'],
  [
    'LIST_EXTEND',
    'list:peek iterable:src',
    'list.extend(iterable); TypeError "Value after * must be an iterable, not …".',
  ],
  ['LIST_TO_TUPLE', 'dst:dst list:src', 'dst = tuple(list), list being a list.'],
  ['SET_ADD', 'set:peek item:src', 'set.add(item), set being a set.'],
  ['SET_UPDATE', 'set:peek iterable:src', 'set.update(iterable).'],
  ['MAP_ADD', 'dict:peek key:src value:src', 'dict[key] = value, dict being a dict.'],
  [
    'DICT_UPDATE',
    'dict:peek mapping:src',
    'dict.update(mapping), for displays: TypeError "\'int\' object is not a mapping".',
  ],
  [
    'DICT_MERGE',
    'dict:peek mapping:src callable:peek',
    'dict.update(mapping) for the keyword arguments of a call to callable: raises TypeError on a repeated or non-string key, naming the callable.',
  ],
  [
    'FORMAT_VALUE',
    'dst:dst value:src conversion:imm',
    "dst = format(convert(value), ''); conversion 0: none, 1: str, 2: repr, 3: ascii.",
  ],
  [
    'FORMAT_VALUE_SPEC',
    'dst:dst base:base conversion:imm',
    'dst = format(convert(base), base + 1); both are consumed.',
    { consumes: (i) => [i.b, 2] },
  ],

  // Functions and calls.
  [
    'MAKE_FUNCTION',
    'dst:dst base:base flags:imm | code:const',
    'dst = a function of the code constant over the frame’s globals. Flags, each with one temporary from base on, in this order: 1 defaults (tuple), 2 keyword-only defaults (dict), 4 annotations (tuple name, value, name, value, …), 8 closure (tuple of cells).',
    { consumes: (i) => [i.b, popcount4(i.c)] },
  ],
  [
    'CALL',
    'dst:dst base:base argc:count',
    'dst = call: base = callable, base + 1 = self or empty, base + 2 … = argc arguments; self, if there, comes before them. All consumed.',
    { cache: 2, consumes: (i) => [i.b, i.c + 2] },
  ],
  [
    'CALL_KW',
    'dst:dst base:base argc:count | names:const',
    'As CALL; the last arguments are keyword arguments with the names of a constant tuple (argc counts them all).',
    { cache: 2, consumes: (i) => [i.b, i.c + 2] },
  ],
  [
    'CALL_EX',
    'dst:dst base:base flags:imm',
    'dst = call: base = callable, base + 1 empty, base + 2 = positional arguments (a tuple, or any iterable: TypeError "… argument after * must be an iterable"), base + 3 = dict of keyword arguments if flags is 1, else empty. All consumed.',
    { consumes: (i) => [i.b, 4] },
  ],
  ['RETURN', 'value:src', 'Leaves the frame; the caller gets value.', { quiet: true, terminator: true }],
  [
    'RETURN_CONST',
    'value:const',
    'Leaves the frame; the caller gets the constant.',
    { quiet: true, terminator: true },
  ],

  // Generators and coroutines (PEP 342, 380, 492, 525).
  [
    'RETURN_GENERATOR',
    '',
    'Moves the frame into a new generator, coroutine or asynchronous generator (by co_flags) and returns that to the caller; when it is first resumed, execution goes on behind this instruction and the value sent (None) is dropped.',
  ],
  [
    'YIELD_VALUE',
    'dst:dst value:src',
    'Suspends the frame and gives value to whoever resumed it; when resumed, dst = the value sent, or the exception thrown in is raised here.',
  ],
  [
    'YIELD_FROM',
    'dst:dst iterator:peek value:src',
    'Sends value to the iterator (None: next()). If it yields, the frame is suspended at this very instruction with what was yielded, and when resumed the value sent is put into `value` (a temporary) and the instruction runs again. If it returns, dst = its result, the iterator is released and emptied. `throw()` and `close()` on the suspended frame go to the iterator first.',
    { releasesOnFall: 1 },
  ],
  ['ASYNC_GEN_WRAP', 'dst:dst value:src', 'dst = value wrapped as an item of an asynchronous generator.'],

  // Exceptions.
  [
    'RAISE',
    'exception:src',
    'raise exception (an instance, or a class to call); its context is the exception being handled.',
    end,
  ],
  ['RAISE_FROM', 'exception:src cause:src', 'raise exception from cause.', end],
  [
    'RAISE_AGAIN',
    '',
    'raise: the exception being handled, RuntimeError "No active exception to reraise" if there is none.',
    end,
  ],
  [
    'RERAISE',
    'exception:src place:imm',
    'Raises the exception object again as it is: no new traceback entry for this frame, no new context. Place 1: if it leaves the frame, that is where it arose.',
    end,
  ],
  [
    'PUSH_EXC_INFO',
    'previous:dst exception:peek',
    'Makes exception the one being handled (sys.exc_info()); previous = the one handled until now, None if there was none.',
    quiet,
  ],
  ['POP_EXCEPT', 'previous:src', 'Makes previous the exception being handled again (None: none).', quiet],
  [
    'JUMP_IF_NOT_EXC',
    'exception:peek class:src | target:label',
    'Jumps if exception does not match the class or tuple of classes; TypeError if those are not exception classes.',
  ],
  [
    'MATCH_EXC_GROUP',
    'base:base classes:src',
    '`except*`: base holds the exceptions not yet handled (an exception or group; it is consumed and rewritten): base = the rest or None, base + 1 = the matching part as a group, or None. A match becomes the exception being handled. TypeError for a class that is no exception or is a group.',
    { consumes: (i) => [i.a, 1], writes: (i) => [i.a, 2] },
  ],
  [
    'PREP_RERAISE_STAR',
    'dst:dst original:src raised:src',
    'dst = what `except*` has to raise at its end: the group of the exceptions in the list `raised` (those of the original that were not handled keep their structure; None entries count for nothing), or None.',
  ],

  // with (PEP 343, 492): the methods are looked up on the type.
  [
    'BEFORE_WITH',
    'dst:dst exit:dst manager:src',
    "exit = the manager's bound __exit__, dst = __enter__(); TypeError if either is missing.",
  ],
  [
    'BEFORE_ASYNC_WITH',
    'dst:dst exit:dst manager:src',
    "exit = the manager's bound __aexit__, dst = __aenter__() (not yet awaited); TypeError if either is missing.",
  ],
  [
    'WITH_EXCEPT_START',
    'dst:dst exit:peek exception:peek',
    'dst = exit(type(exception), exception, its traceback).',
  ],

  // match (PEP 634).
  [
    'JUMP_IF_NOT_SEQUENCE',
    'subject:peek | target:label',
    'Jumps unless the type of subject has Py_TPFLAGS_SEQUENCE.',
    quiet,
  ],
  [
    'JUMP_IF_NOT_MAPPING',
    'subject:peek | target:label',
    'Jumps unless the type of subject has Py_TPFLAGS_MAPPING.',
    quiet,
  ],
  ['GET_LEN', 'dst:dst subject:peek', 'dst = len(subject).'],
  [
    'MATCH_KEYS',
    'dst:dst subject:peek keys:peek',
    'dst = tuple of the values of subject (a mapping) for the keys of a tuple, None if one is missing; ValueError on a repeated key.',
  ],
  [
    'MATCH_CLASS',
    'dst:dst base:base count:count',
    'base = subject, base + 1 = class, base + 2 = tuple of attribute names, all consumed: dst = tuple of the attributes for `count` positional patterns (by __match_args__) and then the names; None if subject is no instance or lacks one.',
    { consumes: (i) => [i.b, 3] },
  ],
] as const satisfies readonly RowSource[];

export type OpName = (typeof ROWS)[number][0];

function operandsOf(text: string): Operand[] {
  if (text.trim() === '') return [];
  return text
    .trim()
    .split(' ')
    .map((piece) => {
      const [name, kind] = piece.split(':') as [string, OperandKind];
      return { name, kind };
    });
}

function opcodeOf([name, operands, doc, facts = {}]: RowSource, code: number): Opcode {
  const [inWord = '', inExtra = ''] = operands.split('|');
  const extra = operandsOf(inExtra);
  return Object.freeze({
    code,
    name,
    operands: operandsOf(inWord),
    extra,
    cacheWords: facts.cache ?? 0,
    canRaise: facts.quiet !== true,
    terminator: facts.terminator === true,
    hasLabel: extra[0]?.kind === 'label',
    consumesRun: facts.consumes,
    writesRun: facts.writes,
    writesOnFall: facts.writesOnFall === true,
    releasesOnJump: facts.releasesOnJump ?? -1,
    releasesOnFall: facts.releasesOnFall ?? -1,
    doc,
  });
}

/** The rows by number. */
export const OPCODES: readonly Opcode[] = ROWS.map(opcodeOf);

/** Number by name. */
export const Op: { readonly [N in OpName]: number } = Object.freeze(
  Object.fromEntries(ROWS.map(([name], code) => [name, code])) as Record<OpName, number>,
);

/** The operators that BINARY_OP and BINARY_OP_K number, by place: CPython's NB_* order. */
export const BINARY_OPERATORS = Object.freeze([
  '+',
  '&',
  '//',
  '<<',
  '@',
  '*',
  '%',
  '|',
  '**',
  '>>',
  '-',
  '/',
  '^',
  '+=',
  '&=',
  '//=',
  '<<=',
  '@=',
  '*=',
  '%=',
  '|=',
  '**=',
  '>>=',
  '-=',
  '/=',
  '^=',
] as const);
