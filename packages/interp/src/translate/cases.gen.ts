// Made by scripts/extract-cases.mjs from src/run/loop.ts.
export const CASES: Readonly<Record<string, string>> = {
  LOAD_CONST:
    'v = «k b»; incref(v); break value;',
  MOVE:
    'v = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»incref(v);«end» break value;',
  MOVE2:
    'v = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»incref(v);«end» x = I32[fp + «c»]; «if c»I32[fp + «c»] = 0;«else»incref(x);«end» I32[fp + «a» + 2] = x; break value;',
  COPY:
    'v = I32[fp + «b»]; incref(v); break value;',
  RELEASE:
    'x = I32[fp + «a»]; I32[fp + «a»] = 0; if (x !== 0) decref(x); break done;',
  CHECK_BOUND:
    'if (I32[fp + «a»] === 0) { ops.unbound((fp - VREG0) << 2, «a» >> 1); break value; } break done;',
  LOAD_DEREF:
    'v = I32[(I32[fp + «b»] >>> 2) + OB_REF]; if (v !== 0) incref(v); else ops.unbound((fp - VREG0) << 2, «b» >> 1); break value;',
  STORE_DEREF:
    'x = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»incref(x);«end» at = (I32[fp + «a»] >>> 2) + OB_REF; old = I32[at]; I32[at] = x; I32[at + 1] = HIGH; if (old !== 0) decref(old); break done;',
  LOAD_GLOBAL:
    'v = loadGlobal(I32[fp + GLOBALS], I32[fp + BUILTINS], «n b», «pc» + 1); break value;',
  LOAD_NAME:
    'v = space.loadName(I32[fp + LOCALS], I32[fp + GLOBALS], I32[fp + BUILTINS], «n b»); break value;',
  STORE_NAME:
    's = space.storeName(I32[fp + LOCALS], «n a», I32[fp + «b»]); «if b»consume(fp + «b»);«else»«end» if (s < 0) break value; break done;',
  LOAD_ATTR:
    'v = loadAttr(I32[fp + «b»], «n c», «pc» + 1); «if b»consume(fp + «b»);«else»«end» break value;',
  STORE_ATTR:
    's = storeAttr(I32[fp + «a»], «n b», I32[fp + «c»], «pc» + 1); «if a»consume(fp + «a»);«else»«end» «if c»consume(fp + «c»);«else»«end» if (s < 0) break value; break done;',
  LOAD_METHOD:
    'x = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»«end» s = loadMethod(x, «n c», fp + «a», «pc» + 1); «if b»decref(x);«else»«end» if (s < 0) break value; break done;',
  SUBSCR:
    'v = getItem(I32[fp + «b»], I32[fp + «c»]); «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» break value;',
  SUBSCR_K:
    'v = getItem(I32[fp + «b»], «k c»); «if b»consume(fp + «b»);«else»«end» break value;',
  STORE_SUBSCR:
    's = setItem(I32[fp + «a»], I32[fp + «b»], I32[fp + «c»]); «if a»consume(fp + «a»);«else»«end» «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» if (s < 0) break value; break done;',
  STORE_SUBSCR_K:
    's = setItem(I32[fp + «a»], «k b», I32[fp + «c»]); «if a»consume(fp + «a»);«else»«end» «if c»consume(fp + «c»);«else»«end» if (s < 0) break value; break done;',
  LOAD_SLICE:
    'v = space.getSlice(I32[fp + «b»], I32[fp + «c»], I32[fp + «c» + 2]); «if b»consume(fp + «b»);«else»«end» release(fp + «c», fp + «c» + 4); break value;',
  NEGATIVE:
    'x = I32[fp + «b»]; own = «a» === «b» ? 4 : 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» v = negative(x, own); break value;',
  NOT:
    'x = I32[fp + «b»]; t = x === True ? 1 : x === False ? 0 : truth(x); «if b»consume(fp + «b»);«else»«end» if (t >= 0) v = bool(t === 0); break value;',
  ADD:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = add(l, r, own); break value;',
  SUB:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = subtract(l, r, own); break value;',
  MUL:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = multiply(l, r, own); break value;',
  TRUEDIV:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = trueDivide(l, r, own); break value;',
  FLOORDIV:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = floorDivide(l, r, own); break value;',
  MOD:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = modulo(l, r, own); break value;',
  LSHIFT:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = leftShift(l, r, own); break value;',
  RSHIFT:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = rightShift(l, r, own); break value;',
  AND:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = and(l, r, own); break value;',
  OR:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = or(l, r, own); break value;',
  XOR:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = xor(l, r, own); break value;',
  ADD_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = add(l, «k c», own); break value;',
  SUB_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = subtract(l, «k c», own); break value;',
  MUL_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = multiply(l, «k c», own); break value;',
  TRUEDIV_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = trueDivide(l, «k c», own); break value;',
  FLOORDIV_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = floorDivide(l, «k c», own); break value;',
  MOD_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = modulo(l, «k c», own); break value;',
  LSHIFT_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = leftShift(l, «k c», own); break value;',
  RSHIFT_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = rightShift(l, «k c», own); break value;',
  AND_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = and(l, «k c», own); break value;',
  INPLACE_ADD:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = inplaceAdd(l, r, own); break value;',
  INPLACE_SUB:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = inplaceSubtract(l, r, own); break value;',
  INPLACE_MUL:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = inplaceMultiply(l, r, own); break value;',
  INPLACE_ADD_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = inplaceAdd(l, «k c», own); break value;',
  INPLACE_SUB_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = inplaceSubtract(l, «k c», own); break value;',
  INPLACE_MUL_K:
    'l = I32[fp + «b»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»if («a» === «b») own = 4;«end» v = inplaceMultiply(l, «k c», own); break value;',
  LT:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  LE:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  EQ:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  NE:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  GT:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  GE:
    'l = I32[fp + «b»]; r = I32[fp + «c»]; own = 0; «if b»{ I32[fp + «b»] = 0; own = 1; }«else»«end» «if c»{ I32[fp + «c»] = 0; own |= 2; }«else»«end» v = compare(l, r, «op» - 72, own); break value;',
  IS:
    'v = bool((I32[fp + «b»] === I32[fp + «c»]) === («op» === 78) ); «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» break value;',
  IS_NOT:
    'v = bool((I32[fp + «b»] === I32[fp + «c»]) === («op» === 78) ); «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» break value;',
  IN:
    't = contains(I32[fp + «c»], I32[fp + «b»]); «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» if (t >= 0) v = bool(t === («op» === 80 ? 1 : 0)); break value;',
  NOT_IN:
    't = contains(I32[fp + «c»], I32[fp + «b»]); «if b»consume(fp + «b»);«else»«end» «if c»consume(fp + «c»);«else»«end» if (t >= 0) v = bool(t === («op» === 80 ? 1 : 0)); break value;',
  JUMP_IF_TRUE:
    'x = I32[fp + «a»]; t = x === True ? 1 : x === False || x === None ? 0 : truth(x); «if a»consume(fp + «a»);«else»«end» if (t === 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_FALSE:
    'x = I32[fp + «a»]; t = x === True ? 1 : x === False || x === None ? 0 : truth(x); «if a»consume(fp + «a»);«else»«end» if (t === 0) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_TRUE_KEEP:
    'x = I32[fp + «a»]; t = x === True ? 1 : x === False || x === None ? 0 : truth(x); if (t === 1) «jump» else if (t < 0) break value; else { consume(fp + «a»); } break done;',
  JUMP_IF_FALSE_KEEP:
    'x = I32[fp + «a»]; t = x === True ? 1 : x === False || x === None ? 0 : truth(x); if (t === 0) «jump» else if (t < 0) break value; else { consume(fp + «a»); } break done;',
  JUMP_IF_NONE:
    'x = I32[fp + «a»]; «if a»consume(fp + «a»);«else»«end» if (x === None) «jump» break done;',
  JUMP_IF_NOT_NONE:
    'x = I32[fp + «a»]; «if a»consume(fp + «a»);«else»«end» if (x !== None) «jump» break done;',
  JUMP_IF_LT:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = lessTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_LE:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = lessEqualTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_EQ:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = equalTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_NE:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = notEqualTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_GT:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = greaterTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_GE:
    'l = I32[fp + «a»]; r = I32[fp + «b»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» «if b»{ I32[fp + «b»] = 0; own |= 2; }«else»«end» t = greaterEqualTruth(l, r, own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_LT_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = lessTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_LE_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = lessEqualTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_EQ_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = equalTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_NE_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = notEqualTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_GT_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = greaterTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_GE_K:
    'l = I32[fp + «a»]; own = 0; «if a»{ I32[fp + «a»] = 0; own = 1; }«else»«end» t = greaterEqualTruth(l, «k b», own); if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_IS:
    't = I32[fp + «a»] === I32[fp + «b»] ? 1 : 0; «if a»consume(fp + «a»);«else»«end» «if b»consume(fp + «b»);«else»«end» if (t === «c» >> 1) «jump» break done;',
  JUMP_IF_IN:
    't = contains(I32[fp + «b»], I32[fp + «a»]); «if a»consume(fp + «a»);«else»«end» «if b»consume(fp + «b»);«else»«end» if (t === «c» >> 1) «jump» else if (t < 0) break value; break done;',
  GET_ITER:
    'v = space.iter(I32[fp + «b»]); «if b»consume(fp + «b»);«else»«end» break value;',
  FOR_ITER:
    'x = I32[fp + «b»]; v = next(x); if (v === 0) { if (I32[T_PENDING] !== 0) break value; I32[fp + «b»] = 0; decref(x); «jump» break done; } if (v === GENERATOR) { v = resumeFor(x, ((«pc» + 2 - «start») << 24) | «a»); if (v === PUSHED) return CONTINUE; if (v === 0) break value; I32[fp + «b»] = 0; decref(x); «jump» break done; } break value;',
  UNPACK_2:
    's = ops.unpack2(I32[fp + «c»], fp + «a», fp + «b», fp + «c» >= «tp» ? fp + «c» : 0); if (s < 0) break value; break done;',
  UNPACK_SEQUENCE:
    's = ops.unpackSequence(fp + «b», «tp», «c» >> 1, fp + «a»); if (s < 0) break value; break done;',
  BUILD_TUPLE:
    'v = buildTuple(fp + «b», «c» >> 1); break value;',
  BUILD_LIST:
    'v = buildList(fp + «b», «c» >> 1); break value;',
  LIST_APPEND:
    'x = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»incref(x);«end» if (listAppend(I32[fp + «a»], x) < 0) break value; break done;',
  CALL:
    'v = call(fp + «b», «c» >> 1, «pc» + 1, ((«pc» + 3 - «start») << 24) | «a»); if (v === PUSHED) return CONTINUE; break value;',
  CALL_KW:
    'v = callKeywords(fp + «b», «c» >> 1, I32[«kp» + 2 * I32[«pc» + 1]], «pc» + 2, ((«pc» + 4 - «start») << 24) | «a»); if (v === PUSHED) return CONTINUE; break value;',
  CALL_EX:
    'v = callEx(fp + «b», ((«pc» + 1 - «start») << 24) | «a»); if (v === PUSHED) return CONTINUE; break value;',
  RETURN:
    'v = I32[fp + «a»]; «if a»I32[fp + «a»] = 0;«else»if (I32[fp + FRAME_OBJ] === 0) I32[fp + «a»] = 0; else incref(v);«end» if (I32[fp + FLAGS] === 0) { leave(fp, «tp», v); return CONTINUE; } v = returned((fp - VREG0) << 2, v); if (v === GO) return CONTINUE; if (v !== 0) return v; break value;',
  RETURN_CONST:
    'v = «k a»; incref(v); if (I32[fp + FLAGS] === 0) { leave(fp, «tp», v); return CONTINUE; } v = returned((fp - VREG0) << 2, v); if (v === GO) return CONTINUE; if (v !== 0) return v; break value;',
  RETURN_GENERATOR:
    'v = started((fp - VREG0) << 2); if (v === GO) return CONTINUE; if (v !== 0) return v; break value;',
  YIELD_VALUE:
    'v = I32[fp + «b»]; «if b»I32[fp + «b»] = 0;«else»incref(v);«end» v = yielded((fp - VREG0) << 2, v, ((«pc» + 1 - «start») << 24) | «a»); if (v === GO) return CONTINUE; if (v !== 0) return v; break value;',
  YIELD_FROM:
    'x = I32[fp + «c»]; «if c»I32[fp + «c»] = 0;«else»incref(x);«end» v = resumeFrom(I32[fp + «b»], x, ((«pc» + 1 - «start») << 24) | «a»); if (v === PUSHED) return CONTINUE; if (v === 0) break value; if (v === GO) { v = takeResult(); consume(fp + «b»); break value; } v = yielded((fp - VREG0) << 2, v, «c»); if (v === GO) return CONTINUE; if (v !== 0) return v; break value;',
  JUMP_IF_NOT_EXC:
    't = space.exceptionMatches(I32[fp + «a»], I32[fp + «b»]); «if b»consume(fp + «b»);«else»«end» if (t === 0) «jump» else if (t < 0) break value; break done;',
  JUMP_IF_NOT_SEQUENCE:
    'if (!(space.isSequence(I32[fp + «a»]))) «jump» break done;',
  JUMP_IF_NOT_MAPPING:
    'if (!(space.isMapping(I32[fp + «a»]))) «jump» break done;',
};
