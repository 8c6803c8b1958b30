"""The programs that CPython's own tests hold: every string in them that is given to a function that compiles it,
every doctest example, and every other string that does not parse. Prints a JSON list, one entry a program."""
import ast
import doctest
import json
import sys
import textwrap

NAMES = '''test_syntax test_exceptions test_fstring test_grammar test_patma test_positional_only_arg
test_named_expressions test_string_literals test_unpack_ex test_type_comments test_eof test_generators test_genexps
test_listcomps test_dictcomps test_setcomps test_keywordonlyarg test_global test_scope test_future test_coroutines
test_except_star test_unicode_identifiers test_utf8source test_tokenize test_unparse test_ast test_compile
test_codeop test_parser test_print test_with test_decorators test_extcall test_nonlocal test_pep646_syntax
test_lambda test_cmd_line_script test_super test_funcattrs test_dis test_peepholer test_bytes test_flufl
test_source_encoding test_complex test_int test_float test_warnings test_symtable'''.split()

programs = {}


def add(name, text):
    if isinstance(text, str) and 0 < len(text) < 20000 and '\0' not in text:
        try:
            text.encode()
        except UnicodeEncodeError:
            return
        programs.setdefault(text, name)


def rejected(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return True
    except Exception:
        return False
    return False


for name in NAMES:
    for path in (f'/usr/lib/python3.11/test/{name}.py',):
        try:
            with open(path, 'rb') as file:
                source = file.read()
        except FileNotFoundError:
            continue
        tree = ast.parse(source)
        for example in doctest.DocTestParser().get_examples(ast.get_docstring(tree, clean=False) or ''):
            add(name, example.source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if '>>>' in text:
                    try:
                        for example in doctest.DocTestParser().get_examples(text):
                            add(name, example.source)
                    except ValueError:
                        pass
                add(name, text)
                add(name, textwrap.dedent(text))
                add(name, f'f({text})')
        # f"…" templates of test_syntax and the like: their literal parts are programs too.
            if isinstance(node, ast.JoinedStr):
                add(name, ''.join(v.value for v in node.values if isinstance(v, ast.Constant)))

json.dump([[name, text, rejected(text)] for text, name in programs.items()], sys.stdout)
