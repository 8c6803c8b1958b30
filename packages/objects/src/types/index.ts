/** All built-in types, each behind its base. */
import type { TypeSpec } from '../core/define.js';
import {
  anextAwaitableType,
  asyncGenASendType,
  asyncGenAThrowType,
  asyncGeneratorType,
  asyncGenWrappedValueType,
} from './async-generator.js'; // prettier-ignore
import { boolType } from './bool.js';
import { builtinFunctionType } from './builtin-function.js';
import { bytearrayIteratorType, bytearrayType } from './bytearray/index.js';
import { bytesIteratorType, bytesType } from './bytes/index.js';
import { codeType } from './code.js';
import { complexType } from './complex.js';
import {
  classMethodDescriptorType,
  getSetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  methodWrapperType,
  wrapperDescriptorType,
} from './descriptors.js'; // prettier-ignore
import { dictType } from './dict.js';
import { dictIteratorTypes } from './dict-iterators.js';
import { dictItemsType, dictKeysType, dictValuesType } from './dict-views.js';
import { enumerateType } from './enumerate.js';
import { exceptionTypes } from './exceptions/index.js';
import { filterType } from './filter.js';
import { floatType } from './float/float.js';
import { frameType } from './frame.js';
import { functionType, methodType } from './function.js';
import { coroutineType, coroutineWrapperType, generatorType } from './generator.js';
import { genericAliasIteratorType, genericAliasType } from './generic-alias.js';
import { intType } from './int/int.js';
import { callableIteratorType, sequenceIteratorType } from './iterator.js';
import { listType } from './list.js';
import { listIteratorType, listReverseIteratorType } from './list-iterators.js';
import { mapType } from './map.js';
import { mappingProxyType } from './mappingproxy.js';
import { managedBufferType, memoryIteratorType, memoryviewType } from './memoryview/index.js';
import { classMethodType, staticMethodType } from './method-wrappers.js';
import { moduleType } from './module.js';
import { namespaceType } from './namespace.js';
import { objectType } from './object.js';
import { orderedDictType } from './ordered-dict.js';
import { orderedIteratorType, orderedViewTypes } from './ordered-dict-views.js';
import { propertyType } from './property.js';
import { rangeType } from './range.js';
import { longRangeIteratorType, rangeIteratorType } from './range-iterators.js';
import { reversedType } from './reversed.js';
import { frozensetType, setType } from './set.js';
import { setIteratorType } from './set-iterator.js';
import { cellType, ellipsisType, noneType, notImplementedType } from './singletons.js';
import { sliceType } from './slice.js';
import { fieldNameIteratorType, formatterIteratorType } from './str/format-iterators.js';
import { strType } from './str/index.js';
import { strAsciiIteratorType, strIteratorType } from './str/iterator.js';
import { superType } from './super.js';
import { tracebackType } from './traceback.js';
import { tupleType } from './tuple.js';
import { tupleIteratorType } from './tuple-iterator.js';
import { typeType } from './type/type.js';
import { unionType } from './union.js';
import { weakCallableProxyType, weakProxyType, weakrefType } from './weakref.js';
import { zipType } from './zip.js';

export const builtinTypes: readonly TypeSpec[] = [
  objectType,
  typeType,
  // Early, since readying a type may drop a descriptor for another.
  methodDescriptorType,
  classMethodDescriptorType,
  wrapperDescriptorType,
  methodWrapperType,
  getSetDescriptorType,
  memberDescriptorType,
  noneType,
  notImplementedType,
  ellipsisType,
  intType,
  boolType,
  floatType,
  complexType,
  strType,
  bytesType,
  bytearrayType,
  listType,
  tupleType,
  dictType,
  setType,
  frozensetType,
  rangeType,
  sliceType,
  functionType,
  methodType,
  propertyType,
  classMethodType,
  staticMethodType,
  superType,
  generatorType,
  coroutineType,
  coroutineWrapperType,
  moduleType,
  cellType,
  codeType,
  frameType,
  tracebackType,
  builtinFunctionType,
  mappingProxyType,
  memoryviewType,
  managedBufferType,
  memoryIteratorType,
  enumerateType,
  reversedType,
  zipType,
  mapType,
  filterType,
  strIteratorType,
  strAsciiIteratorType,
  fieldNameIteratorType,
  formatterIteratorType,
  bytesIteratorType,
  bytearrayIteratorType,
  listIteratorType,
  listReverseIteratorType,
  tupleIteratorType,
  rangeIteratorType,
  longRangeIteratorType,
  ...dictIteratorTypes,
  dictKeysType,
  dictValuesType,
  dictItemsType,
  setIteratorType,
  sequenceIteratorType,
  callableIteratorType,
  orderedDictType,
  orderedIteratorType,
  ...orderedViewTypes,
  asyncGeneratorType,
  asyncGenASendType,
  asyncGenAThrowType,
  asyncGenWrappedValueType,
  anextAwaitableType,
  namespaceType,
  weakrefType,
  weakProxyType,
  weakCallableProxyType,
  genericAliasType,
  genericAliasIteratorType,
  unionType,
  ...exceptionTypes,
]; // prettier-ignore
