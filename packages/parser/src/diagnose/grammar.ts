/**
 * The grammar as a parsing expression grammar, with the rules that recognise mistakes.
 *
 * CPython reads a program that does not parse a second time, with `invalid_…` rules among the alternatives; where
 * one of them matches, its message is the error. Which message wins depends on the order of alternatives, on cuts
 * and on what is memoised, so this grammar keeps CPython's shape (Grammar/python.gram of 3.11) rather than that of
 * the fast grammar in ../grammar. It is data: machine.ts runs it, compile.ts reads this notation.
 *
 *   rule: a | b          alternatives, in order     'if' '('     a keyword or operator
 *   rule (memo): …       results are kept           "match"      a soft keyword
 *   rule: x | < '.' y    `<` continues what has     NAME         a token type
 *                        been matched so far        name=item    a value for the action
 *   [x] x* x+ ','.x+     optional, repeated, separated           &x !x   lookahead
 *   ~                    cut: no further alternatives            &&'x'   the token, or the error "expected 'x'"
 *   {Kind}               the value is a node of that kind        {action text}   see actions.ts
 */
export const GRAMMAR = `
file: [statements] ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER
func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
fstring: star_expressions

statements: statement+
statement: compound_stmt | simple_stmts
statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER {nothing}
simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ [';'] NEWLINE
simple_stmt (memo):
    | assignment
    | star_expressions
    | &'return' return_stmt
    | &('import' | 'from') import_stmt
    | &'raise' raise_stmt
    | 'pass'
    | &'del' del_stmt
    | &'yield' yield_stmt
    | &'assert' assert_stmt
    | 'break'
    | 'continue'
    | &'global' global_stmt
    | &'nonlocal' nonlocal_stmt
compound_stmt:
    | &('def' | '@' | ASYNC) function_def
    | &'if' if_stmt
    | &('class' | '@') class_def
    | &('with' | ASYNC) with_stmt
    | &('for' | ASYNC) for_stmt
    | &'try' try_stmt
    | &'while' while_stmt
    | match_stmt

assignment:
    | NAME ':' expression ['=' annotated_rhs] {version 6 Variable annotation syntax is}
    | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs] {version 6 Variable annotations syntax is}
    | (star_targets '=')+ (yield_expr | star_expressions) !'=' [TYPE_COMMENT]
    | single_target augassign ~ (yield_expr | star_expressions)
    | invalid_assignment
annotated_rhs: yield_expr | star_expressions
augassign:
    | '+=' | '-=' | '*='
    | '@=' {version 5 The '@' operator is}
    | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='

return_stmt: 'return' [star_expressions]
raise_stmt: 'raise' expression ['from' expression] | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
yield_stmt: yield_expr
assert_stmt: 'assert' expression [',' expression]
import_stmt: import_name | import_from
import_name: 'import' dotted_as_names
import_from:
    | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
    | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
    | '(' import_from_as_names [','] ')'
    | import_from_as_names !','
    | '*'
    | invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ['as' NAME]
dotted_as_names: ','.dotted_as_name+
dotted_as_name: dotted_name ['as' NAME]
dotted_name: NAME | < '.' NAME

block (memo): NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
decorators: ('@' named_expression NEWLINE)+
class_def: decorators class_def_raw | class_def_raw
class_def_raw: invalid_class_def_raw | 'class' NAME ['(' [arguments] ')'] ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw:
    | invalid_def_raw
    | 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
    | ASYNC 'def' NAME &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block {version 5 Async functions are}

params: invalid_parameters | parameters
parameters:
    | slash_no_default param_no_default* param_with_default* [star_etc] {version 8 Positional-only parameters are}
    | slash_with_default param_with_default* [star_etc] {version 8 Positional-only parameters are}
    | param_no_default+ param_with_default* [star_etc]
    | param_with_default+ [star_etc]
    | star_etc
slash_no_default: param_no_default+ '/' ',' | param_no_default+ '/' &')'
slash_with_default: param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')'
star_etc:
    | invalid_star_etc
    | '*' param_no_default param_maybe_default* [kwds]
    | '*' param_no_default_star_annotation param_maybe_default* [kwds]
    | '*' ',' param_maybe_default+ [kwds]
    | kwds
kwds: invalid_kwds | '**' param_no_default
param_no_default: a=param ',' [TYPE_COMMENT] {same} | a=param [TYPE_COMMENT] &')' {same}
param_no_default_star_annotation: param_star_annotation ',' [TYPE_COMMENT] | param_star_annotation [TYPE_COMMENT] &')'
param_with_default: param default ',' [TYPE_COMMENT] | param default [TYPE_COMMENT] &')'
param_maybe_default: param [default] ',' [TYPE_COMMENT] | param [default] [TYPE_COMMENT] &')'
param: NAME [annotation] {arg}
param_star_annotation: NAME star_annotation {arg}
annotation: ':' expression
star_annotation: ':' star_expression
default: '=' expression | invalid_default

if_stmt:
    | invalid_if_stmt
    | 'if' named_expression ':' block elif_stmt
    | 'if' named_expression ':' block [else_block]
elif_stmt:
    | invalid_elif_stmt
    | 'elif' named_expression ':' block elif_stmt
    | 'elif' named_expression ':' block [else_block]
else_block: invalid_else_stmt | 'else' &&':' block
while_stmt: invalid_while_stmt | 'while' named_expression ':' block [else_block]
for_stmt:
    | invalid_for_stmt
    | 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block]
    | ASYNC 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else_block] {version 5 Async for loops are}
    | invalid_for_target
with_stmt:
    | invalid_with_stmt_indent
    | 'with' '(' ','.with_item+ [','] ')' ':' block {version 9 Parenthesized context managers are}
    | 'with' ','.with_item+ ':' [TYPE_COMMENT] block
    | ASYNC 'with' '(' ','.with_item+ [','] ')' ':' block {version 5 Async with statements are}
    | ASYNC 'with' ','.with_item+ ':' [TYPE_COMMENT] block {version 5 Async with statements are}
    | invalid_with_stmt
with_item:
    | expression 'as' star_target &(',' | ')' | ':')
    | invalid_with_item
    | expression
try_stmt:
    | invalid_try_stmt
    | 'try' &&':' block finally_block
    | 'try' &&':' block except_block+ [else_block] [finally_block]
    | 'try' &&':' block except_star_block+ [else_block] [finally_block] {version 11 Exception groups are}
except_block:
    | invalid_except_stmt_indent
    | 'except' expression ['as' NAME] ':' block
    | 'except' ':' block
    | invalid_except_stmt
except_star_block:
    | invalid_except_star_stmt_indent
    | 'except' '*' expression ['as' NAME] ':' block
    | invalid_except_stmt
finally_block: invalid_finally_stmt | 'finally' &&':' block

match_stmt:
    | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT {version 10 Pattern matching is}
    | invalid_match_stmt
subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
case_block: invalid_case_block | "case" patterns [guard] ':' block
guard: 'if' named_expression
patterns: open_sequence_pattern {Pattern} | pattern
pattern: as_pattern | or_pattern
as_pattern: or_pattern 'as' pattern_capture_target {Pattern} | invalid_as_pattern
or_pattern: '|'.closed_pattern+ {Pattern}
closed_pattern (memo):
    | literal_pattern
    | capture_pattern
    | wildcard_pattern
    | value_pattern
    | group_pattern
    | sequence_pattern
    | mapping_pattern
    | class_pattern
literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
literal_expr: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
complex_number: signed_real_number '+' imaginary_number | signed_real_number '-' imaginary_number
signed_number: a=NUMBER {number} | '-' a=NUMBER {number}
signed_real_number: real_number | '-' real_number
real_number: a=NUMBER {real}
imaginary_number: a=NUMBER {imaginary}
capture_pattern: pattern_capture_target
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
wildcard_pattern: "_"
value_pattern: attr !('.' | '(' | '=')
attr: NAME '.' NAME | < '.' NAME
name_or_attr: NAME | < '.' NAME
group_pattern: '(' pattern ')'
sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')'
open_sequence_pattern: maybe_star_pattern ',' [maybe_sequence_pattern]
maybe_sequence_pattern: ','.maybe_star_pattern+ [',']
maybe_star_pattern: star_pattern | pattern
star_pattern (memo): '*' pattern_capture_target | '*' wildcard_pattern
mapping_pattern:
    | '{' '}'
    | '{' double_star_pattern [','] '}'
    | '{' items_pattern ',' double_star_pattern [','] '}'
    | '{' items_pattern [','] '}'
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_expr | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern:
    | name_or_attr '(' ')'
    | name_or_attr '(' positional_patterns [','] ')'
    | name_or_attr '(' keyword_patterns [','] ')'
    | name_or_attr '(' positional_patterns ',' keyword_patterns [','] ')'
    | invalid_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern

expressions: a=expression b=(',' expression)+ [','] {Tuple} | expression ',' {Tuple} | expression
expression (memo):
    | invalid_expression
    | invalid_legacy_expression
    | disjunction 'if' disjunction 'else' expression {IfExp}
    | disjunction
    | lambdef
yield_expr: 'yield' 'from' expression {YieldFrom} | 'yield' [star_expressions] {Yield}
star_expressions:
    | a=star_expression b=(',' a=star_expression {same})+ [','] {tuple}
    | a=star_expression ',' {tuple}
    | star_expression
star_expression (memo): '*' a=bitwise_or {Starred} | expression
star_named_expressions: a=','.star_named_expression+ [','] {same}
star_named_expression: '*' a=bitwise_or {Starred} | named_expression
assignment_expression: NAME ':=' ~ expression {named_expr}
named_expression: assignment_expression | invalid_named_expression | expression !':='
disjunction (memo): conjunction ('or' conjunction)+ {BoolOp} | conjunction
conjunction (memo): inversion ('and' inversion)+ {BoolOp} | inversion
inversion (memo): 'not' inversion {UnaryOp} | comparison
comparison: a=bitwise_or b=compare_op_bitwise_or_pair+ {Compare} | bitwise_or
compare_op_bitwise_or_pair:
    | '==' bitwise_or
    | noteq bitwise_or
    | '<=' bitwise_or
    | '<' bitwise_or
    | '>=' bitwise_or
    | '>' bitwise_or
    | 'not' 'in' bitwise_or
    | 'in' bitwise_or {In}
    | 'is' 'not' bitwise_or
    | 'is' bitwise_or
noteq: a='!=' {not_equal}
bitwise_or: bitwise_xor | < '|' bitwise_xor {BinOp}
bitwise_xor: bitwise_and | < '^' bitwise_and {BinOp}
bitwise_and: shift_expr | < '&' shift_expr {BinOp}
shift_expr: sum | < '<<' sum {BinOp} | < '>>' sum {BinOp}
sum: term | < '+' term {BinOp} | < '-' term {BinOp}
term:
    | factor
    | < '*' factor {BinOp}
    | < '/' factor {BinOp}
    | < '//' factor {BinOp}
    | < '%' factor {BinOp}
    | < '@' factor {at_operator}
factor (memo): '+' factor {UnaryOp} | '-' factor {UnaryOp} | '~' factor {UnaryOp} | power
power: await_primary '**' factor {BinOp} | await_primary
await_primary (memo): AWAIT primary {await} | primary
primary:
    | atom
    | < '.' NAME {Attribute}
    | < genexp {Call}
    | < '(' [arguments] ')' {Call}
    | < '[' slices ']' {Subscript}
slices: slice !',' | ','.(slice | starred_expression)+ [','] {Tuple}
slice: [expression] ':' [expression] [':' [expression]] {Slice} | named_expression
atom:
    | a=NAME {Name}
    | 'True' {True}
    | 'False' {False}
    | 'None' {None}
    | &STRING strings
    | a=NUMBER {number}
    | &'(' (tuple | group | genexp)
    | &'[' (list | listcomp)
    | &'{' (dict | set | dictcomp | setcomp)
    | '...' {Ellipsis}
group: '(' a=(yield_expr | named_expression) ')' {same} | invalid_group
strings (memo): a=STRING+ {strings}
list: '[' a=[star_named_expressions] ']' {List}
tuple: '(' a=[b=star_named_expression ',' c=[star_named_expressions] {elements}] ')' {Tuple}
set: '{' star_named_expressions '}' {Set}
dict: '{' [double_starred_kvpairs] '}' {Dict} | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ [',']
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause:
    | ASYNC 'for' c=star_targets 'in' ~ a=disjunction b=('if' a=disjunction {same})* {async_clause}
    | 'for' c=star_targets 'in' ~ a=disjunction b=('if' a=disjunction {same})* {Comprehension}
    | invalid_for_target
listcomp: '[' named_expression for_if_clauses ']' {ListComp} | invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' {SetComp} | invalid_comprehension
genexp: '(' (assignment_expression | a=expression !':=' {same}) for_if_clauses ')' {GeneratorExp} | invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' {DictComp} | invalid_dict_comprehension

arguments (memo): a=args [','] &')' {same} | invalid_arguments
args:
    | a=','.(starred_expression | a=(assignment_expression | a=expression !':=' {same}) !'=' {same})+ b=[',' a=kwargs {same}] {arguments}
    | b=kwargs {arguments}
kwargs:
    | a=','.kwarg_or_starred+ ',' b=','.kwarg_or_double_starred+ {joined}
    | ','.kwarg_or_starred+
    | ','.kwarg_or_double_starred+
starred_expression: '*' a=expression {Starred}
kwarg_or_starred: invalid_kwarg | NAME '=' expression {Keyword} | starred_expression
kwarg_or_double_starred: invalid_kwarg | NAME '=' expression {Keyword} | '**' expression {KeywordUnpacking}

star_targets: star_target !',' | star_target (',' star_target)* [',']
star_targets_list_seq: ','.star_target+ [',']
star_targets_tuple_seq: star_target (',' star_target)+ [','] | star_target ','
star_target (memo): '*' (!'*' star_target) | target_with_star_atom
target_with_star_atom (memo):
    | t_primary '.' NAME !t_lookahead
    | t_primary '[' slices ']' !t_lookahead
    | star_atom
star_atom:
    | NAME
    | '(' target_with_star_atom ')'
    | '(' [star_targets_tuple_seq] ')'
    | '[' [star_targets_list_seq] ']'
single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
single_subscript_attribute_target:
    | t_primary '.' NAME !t_lookahead
    | t_primary '[' slices ']' !t_lookahead
t_primary:
    | a=atom &t_lookahead {same}
    | < '.' NAME &t_lookahead
    | < '[' slices ']' &t_lookahead
    | < genexp &t_lookahead
    | < '(' [arguments] ')' &t_lookahead
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ [',']
del_target (memo):
    | t_primary '.' NAME !t_lookahead
    | t_primary '[' slices ']' !t_lookahead
    | del_t_atom
del_t_atom: NAME | '(' del_target ')' | '(' [del_targets] ')' | '[' [del_targets] ']'

lambdef: 'lambda' [lambda_params] ':' expression {Lambda}
lambda_params: invalid_lambda_parameters | lambda_parameters
lambda_parameters:
    | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc] {version 8 Positional-only parameters are}
    | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc] {version 8 Positional-only parameters are}
    | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
    | lambda_param_with_default+ [lambda_star_etc]
    | lambda_star_etc
lambda_slash_no_default: lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
    | lambda_param_no_default* lambda_param_with_default+ '/' ','
    | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
    | invalid_lambda_star_etc
    | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
    | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
    | lambda_kwds
lambda_kwds: invalid_lambda_kwds | '**' lambda_param_no_default
lambda_param_no_default: a=lambda_param ',' {same} | a=lambda_param &':' {same}
lambda_param_with_default: lambda_param default ',' | lambda_param default &':'
lambda_param_maybe_default: lambda_param [default] ',' | lambda_param [default] &':'
lambda_param: NAME {arg}

type_expressions:
    | ','.expression+ ',' '*' expression ',' '**' expression
    | ','.expression+ ',' '*' expression
    | ','.expression+ ',' '**' expression
    | '*' expression ',' '**' expression
    | '*' expression
    | '**' expression
    | ','.expression+
func_type_comment:
    | NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
    | invalid_double_type_comments
    | TYPE_COMMENT

invalid_arguments:
    | a=args ',' '*' {at a: iterable argument unpacking follows keyword argument unpacking}
    | a=expression b=for_if_clauses ',' [args | expression for_if_clauses] {generator_range}
    | a=NAME b='=' expression for_if_clauses {range a b: invalid syntax. Maybe you meant '==' or ':=' instead of '='?}
    | a=args b=for_if_clauses {generator_in_call}
    | args ',' a=expression b=for_if_clauses {generator_target}
    | a=args ',' args {positional_follows_keyword}
invalid_kwarg:
    | a=('True' | 'False' | 'None') b='=' {constant_keyword}
    | a=NAME b='=' expression for_if_clauses {range a b: invalid syntax. Maybe you meant '==' or ':=' instead of '='?}
    | !(NAME '=') a=expression b='=' {range a b: expression cannot contain assignment, perhaps you meant "=="?}

expression_without_invalid (quiet):
    | disjunction 'if' disjunction 'else' expression {IfExp}
    | disjunction
    | lambdef
invalid_legacy_expression: a=name_expression !'(' b=star_expressions {legacy_statement}
name_expression: a=NAME {Name}
invalid_expression:
    | !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid {forgotten_comma}
    | a=disjunction 'if' b=disjunction !('else' | ':') {range a b: expected 'else' after 'if' expression}
invalid_named_expression (memo):
    | a=expression ':=' expression {at a: cannot use assignment expressions with %a}
    | a=NAME '=' b=bitwise_or !('=' | ':=') {range a b: invalid syntax. Maybe you meant '==' or ':=' instead of '='?}
    | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or b='=' bitwise_or !('=' | ':=') {at a: cannot assign to %a here. Maybe you meant '==' instead of '='?}
invalid_assignment:
    | a=invalid_ann_assign_target ':' expression {at a: only single target (not %a) can be annotated}
    | a=star_named_expression ',' star_named_expressions* ':' expression {at a: only single target (not tuple) can be annotated}
    | a=expression ':' expression {at a: illegal target for annotation}
    | (star_targets '=')* a=star_expressions '=' {star_target a}
    | (star_targets '=')* a=yield_expr '=' {at a: assignment to yield expression not possible}
    | a=star_expressions augassign (yield_expr | star_expressions) {at a: '%a' is an illegal expression for augmented assignment}
invalid_ann_assign_target: list | tuple | '(' a=invalid_ann_assign_target ')' {same}
invalid_del_stmt: 'del' a=star_expressions {del_target a}
invalid_block: NEWLINE !INDENT {indentation: expected an indented block}
invalid_comprehension:
    | ('[' | '(' | '{') a=starred_expression for_if_clauses {at a: iterable unpacking cannot be used in comprehension}
    | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses {range a b: did you forget parentheses around the comprehension target?}
    | ('[' | '{') a=star_named_expression b=',' for_if_clauses {range a b: did you forget parentheses around the comprehension target?}
invalid_dict_comprehension: '{' a='**' bitwise_or for_if_clauses '}' {at a: dict unpacking cannot be used in dict comprehension}
invalid_parameters:
    | param_no_default* invalid_parameters_helper a=param_no_default {at a: non-default argument follows default argument}
    | param_no_default* a='(' param_no_default+ [','] b=')' {range a b: Function parameters cannot be parenthesized}
    | a='/' ',' {at a: at least one argument must precede /}
    | (slash_no_default | slash_with_default) param_maybe_default* a='/' {at a: / may appear only once}
    | [slash_no_default | slash_with_default] param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/' {at a: / must be ahead of *}
    | param_maybe_default+ '/' a='*' {at a: expected comma between / and *}
invalid_parameters_helper: slash_with_default | param_with_default+
invalid_default: a='=' &(')' | ',') {at a: expected default value expression}
invalid_star_etc:
    | a='*' (')' | ',' (')' | '**')) {at a: named arguments must follow bare *}
    | '*' ',' TYPE_COMMENT {last: bare * has associated type comment}
    | '*' param a='=' {at a: var-positional argument cannot have default value}
    | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') {at a: * argument may appear only once}
invalid_kwds:
    | '**' param a='=' {at a: var-keyword argument cannot have default value}
    | '**' param ',' a=param {at a: arguments cannot follow var-keyword argument}
    | '**' param ',' a=('*' | '**' | '/') {at a: arguments cannot follow var-keyword argument}
invalid_lambda_parameters:
    | lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default {at a: non-default argument follows default argument}
    | lambda_param_no_default* a='(' ','.lambda_param+ [','] b=')' {range a b: Lambda expression parameters cannot be parenthesized}
    | a='/' ',' {at a: at least one argument must precede /}
    | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/' {at a: / may appear only once}
    | [lambda_slash_no_default | lambda_slash_with_default] lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' {at a: / must be ahead of *}
    | lambda_param_maybe_default+ '/' a='*' {at a: expected comma between / and *}
invalid_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
invalid_lambda_star_etc:
    | '*' (':' | ',' (':' | '**')) {last: named arguments must follow bare *}
    | '*' lambda_param a='=' {at a: var-positional argument cannot have default value}
    | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',') {at a: * argument may appear only once}
invalid_lambda_kwds:
    | '**' lambda_param a='=' {at a: var-keyword argument cannot have default value}
    | '**' lambda_param ',' a=lambda_param {at a: arguments cannot follow var-keyword argument}
    | '**' lambda_param ',' a=('*' | '**' | '/') {at a: arguments cannot follow var-keyword argument}
invalid_double_type_comments: TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT {last: Cannot have two type comments on def}
invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') {star_target a}
invalid_for_target: [ASYNC] 'for' a=star_expressions {for_target a}
invalid_group:
    | '(' a=starred_expression ')' {at a: cannot use starred expression here}
    | '(' a='**' expression ')' {at a: cannot use double starred expression here}
invalid_import_from_targets: import_from_as_names ',' NEWLINE {last: trailing comma not allowed without surrounding parentheses}
invalid_with_stmt:
    | [ASYNC] 'with' ','.(expression ['as' star_target])+ NEWLINE {last: expected ':'}
    | [ASYNC] 'with' '(' ','.(expressions ['as' star_target])+ [','] ')' NEWLINE {last: expected ':'}
invalid_with_stmt_indent:
    | [ASYNC] a='with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT {indentation: expected an indented block after 'with' statement on line %l}
    | [ASYNC] a='with' '(' ','.(expressions ['as' star_target])+ [','] ')' ':' NEWLINE !INDENT {indentation: expected an indented block after 'with' statement on line %l}
invalid_try_stmt:
    | a='try' ':' NEWLINE !INDENT {indentation: expected an indented block after 'try' statement on line %l}
    | 'try' ':' block !('except' | 'finally') {last: expected 'except' or 'finally' block}
    | 'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':' {range a b: cannot have both 'except' and 'except*' on the same 'try'}
    | 'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':' {at a: cannot have both 'except' and 'except*' on the same 'try'}
invalid_except_stmt:
    | 'except' ['*'] a=expression ',' expressions ['as' NAME] ':' {from a: multiple exception types must be parenthesized}
    | 'except' ['*'] expression ['as' NAME] NEWLINE {last: expected ':'}
    | 'except' NEWLINE {last: expected ':'}
    | 'except' '*' (NEWLINE | ':') {last: expected one or more exception types}
invalid_finally_stmt: a='finally' ':' NEWLINE !INDENT {indentation: expected an indented block after 'finally' statement on line %l}
invalid_except_stmt_indent:
    | a='except' expression ['as' NAME] ':' NEWLINE !INDENT {indentation: expected an indented block after 'except' statement on line %l}
    | a='except' ':' NEWLINE !INDENT {indentation: expected an indented block after 'except' statement on line %l}
invalid_except_star_stmt_indent: a='except' '*' expression ['as' NAME] ':' NEWLINE !INDENT {indentation: expected an indented block after 'except*' statement on line %l}
invalid_match_stmt:
    | "match" subject_expr NEWLINE {match_colon}
    | a="match" subject_expr ':' NEWLINE !INDENT {indentation: expected an indented block after 'match' statement on line %l}
invalid_case_block:
    | "case" patterns [guard] NEWLINE {last: expected ':'}
    | a="case" patterns [guard] ':' NEWLINE !INDENT {indentation: expected an indented block after 'case' statement on line %l}
invalid_as_pattern:
    | or_pattern 'as' a="_" {at a: cannot use '_' as a target}
    | or_pattern 'as' !NAME a=expression {at a: invalid pattern target}
invalid_class_pattern: name_or_attr '(' a=invalid_class_argument_pattern {range a a: positional patterns follow keyword patterns}
invalid_class_argument_pattern: [positional_patterns ','] keyword_patterns ',' a=positional_patterns {same}
invalid_if_stmt:
    | 'if' named_expression NEWLINE {last: expected ':'}
    | a='if' named_expression ':' NEWLINE !INDENT {indentation: expected an indented block after 'if' statement on line %l}
invalid_elif_stmt:
    | 'elif' named_expression NEWLINE {last: expected ':'}
    | a='elif' named_expression ':' NEWLINE !INDENT {indentation: expected an indented block after 'elif' statement on line %l}
invalid_else_stmt: a='else' ':' NEWLINE !INDENT {indentation: expected an indented block after 'else' statement on line %l}
invalid_while_stmt:
    | 'while' named_expression NEWLINE {last: expected ':'}
    | a='while' named_expression ':' NEWLINE !INDENT {indentation: expected an indented block after 'while' statement on line %l}
invalid_for_stmt:
    | [ASYNC] 'for' star_targets 'in' star_expressions NEWLINE {last: expected ':'}
    | [ASYNC] a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT {indentation: expected an indented block after 'for' statement on line %l}
invalid_def_raw: [ASYNC] a='def' NAME '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT {indentation: expected an indented block after function definition on line %l}
invalid_class_def_raw:
    | 'class' NAME ['(' [arguments] ')'] NEWLINE {last: expected ':'}
    | a='class' NAME ['(' [arguments] ')'] ':' NEWLINE !INDENT {indentation: expected an indented block after class definition on line %l}
invalid_double_starred_kvpairs:
    | ','.double_starred_kvpair+ ',' invalid_kvpair
    | expression ':' a='*' bitwise_or {from a: cannot use a starred expression in a dictionary value}
    | expression a=':' &('}' | ',') {at a: expression expected after dictionary key and ':'}
invalid_kvpair:
    | a=expression !':' {missing_colon}
    | expression ':' a='*' bitwise_or {from a: cannot use a starred expression in a dictionary value}
    | expression a=':' &('}' | ',') {at a: expression expected after dictionary key and ':'}
`;
