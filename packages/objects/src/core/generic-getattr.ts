/**
 * The static types that name object's tp_getattro themselves, instead of inheriting it: their `vars()` list `__getattribute__`.
 */
export const namesGenericGetattr: ReadonlySet<string> = new Set([
  'BaseException', 'SimpleNamespace', 'UnionType', 'anext_awaitable', 'async_generator', 'async_generator_asend',
  'async_generator_athrow', 'async_generator_wrapped_value', 'builtin_function_or_method', 'bytearray',
  'bytearray_iterator', 'bytes', 'bytes_iterator', 'callable_iterator', 'cell', 'classmethod_descriptor', 'code',
  'complex', 'coroutine', 'coroutine_wrapper', 'dict', 'dict_itemiterator', 'dict_items', 'dict_keyiterator',
  'dict_keys', 'dict_valueiterator', 'dict_values', 'ellipsis', 'enumerate', 'fieldnameiterator', 'filter', 'float',
  'formatteriterator', 'frame', 'frozenset', 'generator', 'getset_descriptor', 'hamt', 'hamt_array_node',
  'hamt_bitmap_node', 'hamt_collision_node', 'instancemethod', 'int', 'items', 'iterator', 'keys', 'list',
  'list_iterator', 'list_reverseiterator', 'longrange_iterator', 'managedbuffer', 'map', 'mappingproxy',
  'member_descriptor', 'memory_iterator', 'memoryview', 'method-wrapper', 'method_descriptor', 'odict_iterator',
  'property', 'range', 'range_iterator', 'reversed', 'set', 'set_iterator', 'slice', 'stderrprinter', 'str',
  'str_ascii_iterator', 'str_iterator', 'symtable entry', 'traceback', 'tuple', 'tuple_iterator', 'values',
  'wrapper_descriptor', 'zip',
]); // prettier-ignore
