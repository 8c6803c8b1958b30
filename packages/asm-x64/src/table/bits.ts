/** Shifts, rotates, bit tests and counts, BMI1 and BMI2, crc32. */
import { type Group, group } from './row.js';

/** D0 /n … D3 /n and C0 /n, C1 /n; flags as for a count that is not known. */
function shift(name: string, n: number, flagsOfOne: string, flagsOfMore: string, meaning: string): Group {
  return group(
    name,
    meaning,
    `
    +rm8 one   | D0 /${n}        | ${flagsOfOne}
    +rm8 cl    | D2 /${n}        | ${flagsOfMore}
    +rm8 imm8  | C0 /${n} ib     | ${flagsOfMore}
    +rm16 one  | o16 D1 /${n}    | ${flagsOfOne}
    +rm16 cl   | o16 D3 /${n}    | ${flagsOfMore}
    +rm16 imm8 | o16 C1 /${n} ib | ${flagsOfMore}
    +rm32 one  | o32 D1 /${n}    | ${flagsOfOne}
    +rm32 cl   | o32 D3 /${n}    | ${flagsOfMore}
    +rm32 imm8 | o32 C1 /${n} ib | ${flagsOfMore}
    +rm64 one  | o64 D1 /${n}    | ${flagsOfOne}
    +rm64 cl   | o64 D3 /${n}    | ${flagsOfMore}
    +rm64 imm8 | o64 C1 /${n} ib | ${flagsOfMore}`,
  );
}

const doubleShift = (name: string, op: string, opCl: string, meaning: string): Group =>
  group(
    name,
    meaning,
    `
    +rm16 r16 imm8 | o16 0F ${op} /r ib
    +rm16 r16 cl   | o16 0F ${opCl} /r
    +rm32 r32 imm8 | o32 0F ${op} /r ib
    +rm32 r32 cl   | o32 0F ${opCl} /r
    +rm64 r64 imm8 | o64 0F ${op} /r ib
    +rm64 r64 cl   | o64 0F ${opCl} /r`,
    'w:szpc u:oa',
  );

function bitTest(name: string, op: string, n: number, access: string, meaning: string): Group {
  const lock = name === 'bt' ? '' : '| lock';
  return group(
    name,
    meaning,
    `
    ${access}rm16 r16  | o16 0F ${op} /r ${lock}
    ${access}rm32 r32  | o32 0F ${op} /r ${lock}
    ${access}rm64 r64  | o64 0F ${op} /r ${lock}
    ${access}rm16 imm8 | o16 0F BA /${n} ib ${lock}
    ${access}rm32 imm8 | o32 0F BA /${n} ib ${lock}
    ${access}rm64 imm8 | o64 0F BA /${n} ib ${lock}`,
    'w:c u:osap',
  );
}

const count = (
  name: string,
  prefix: string,
  op: string,
  flags: string,
  features: string,
  meaning: string,
): Group =>
  group(
    name,
    meaning,
    ['16', '32', '64'].map((n) => `=r${n} rm${n} | o${n} ${prefix}0F ${op} /r`).join('\n'),
    flags,
    features,
  );

/** A VEX form of the shape `=r v rm` (a) or `=r rm v` (b) or `=v rm` (digit). */
const bmi = (
  name: string,
  operands: string,
  vex: string,
  op: string,
  flags: string,
  f: string,
  meaning: string,
): Group =>
  group(
    name,
    meaning,
    ['32', '64']
      .map((n) => `${operands.replaceAll('N', n)} | VEX.LZ.${vex}.W${n === '32' ? 0 : 1} ${op}`)
      .join('\n'),
    flags,
    f,
  );

export const bits: readonly Group[] = [
  shift('rol', 0, 'w:co', 'w:c u:o', 'Rotates left.'),
  shift('ror', 1, 'w:co', 'w:c u:o', 'Rotates right.'),
  shift('rcl', 2, 'r:c w:co', 'r:c w:c u:o', 'Rotates left through the carry flag.'),
  shift('rcr', 3, 'r:c w:co', 'r:c w:c u:o', 'Rotates right through the carry flag.'),
  shift('shl', 4, 'w:oszpc u:a', 'w:szpc u:oa', 'Shifts left; a count of zero keeps the flags.'),
  shift(
    'shr',
    5,
    'w:oszpc u:a',
    'w:szpc u:oa',
    'Shifts right, filling with zeros; a count of zero keeps the flags.',
  ),
  shift(
    'sar',
    7,
    'w:oszpc u:a',
    'w:szpc u:oa',
    'Shifts right, filling with the sign; a count of zero keeps the flags.',
  ),
  doubleShift('shld', 'A4', 'A5', 'Shifts left, filling from the top of the second operand.'),
  doubleShift('shrd', 'AC', 'AD', 'Shifts right, filling from the bottom of the second operand.'),
  bitTest(
    'bt',
    'A3',
    4,
    '',
    'Copies the bit to the carry flag; in memory, a register may address bits beyond the operand.',
  ),
  bitTest('bts', 'AB', 5, '+', 'Copies the bit to the carry flag and sets it.'),
  bitTest('btr', 'B3', 6, '+', 'Copies the bit to the carry flag and clears it.'),
  bitTest('btc', 'BB', 7, '+', 'Copies the bit to the carry flag and inverts it.'),
  group(
    'bsf',
    'Finds the lowest set bit; of zero, the destination is not defined.',
    `
    +r16 rm16 | o16 0F BC /r
    +r32 rm32 | o32 0F BC /r
    +r64 rm64 | o64 0F BC /r`,
    'w:z u:osapc',
  ),
  group(
    'bsr',
    'Finds the highest set bit; of zero, the destination is not defined.',
    `
    +r16 rm16 | o16 0F BD /r
    +r32 rm32 | o32 0F BD /r
    +r64 rm64 | o64 0F BD /r`,
    'w:z u:osapc',
  ),
  count('popcnt', 'F3 ', 'B8', 'w:z 0:osapc', 'popcnt', 'Counts the set bits.'),
  count('tzcnt', 'F3 ', 'BC', 'w:zc u:osap', 'bmi1', 'Counts the zeros below the lowest set bit.'),
  count('lzcnt', 'F3 ', 'BD', 'w:zc u:osap', 'lzcnt', 'Counts the zeros above the highest set bit.'),
  group(
    'crc32',
    'Adds the source to a CRC-32C in the destination.',
    `
    +r32 rm8  | F2 0F 38 F0 /r
    +r32 rm16 | o16 F2 0F 38 F1 /r
    +r32 rm32 | F2 0F 38 F1 /r
    +r64 rm8  | F2 o64 0F 38 F0 /r
    +r64 rm64 | F2 o64 0F 38 F1 /r`,
    '',
    'sse4.2',
  ),
  bmi(
    'andn',
    '=rN vN rmN',
    '0F38',
    'F2 /r',
    'w:sz 0:oc u:ap',
    'bmi1',
    'Ands the third operand with the inverted second.',
  ),
  bmi(
    'bextr',
    '=rN rmN vN',
    '0F38',
    'F7 /r',
    'w:z 0:oc u:sap',
    'bmi1',
    'Extracts a bit field: start in bits 0–7 of the third operand, length in bits 8–15.',
  ),
  bmi('blsi', '=vN rmN', '0F38', 'F3 /3', 'w:szc 0:o u:ap', 'bmi1', 'Isolates the lowest set bit.'),
  bmi(
    'blsmsk',
    '=vN rmN',
    '0F38',
    'F3 /2',
    'w:sc 0:oz u:ap',
    'bmi1',
    'Makes a mask up to the lowest set bit.',
  ),
  bmi('blsr', '=vN rmN', '0F38', 'F3 /1', 'w:szc 0:o u:ap', 'bmi1', 'Clears the lowest set bit.'),
  bmi('bzhi', '=rN rmN vN', '0F38', 'F5 /r', 'w:szc 0:o u:ap', 'bmi2', 'Clears the bits from an index on.'),
  bmi(
    'mulx',
    '=rN =vN rmN',
    'F2.0F38',
    'F6 /r',
    'rdx',
    'bmi2',
    'Multiplies rdx (edx) unsigned into high and low half; keeps the flags.',
  ),
  bmi(
    'pdep',
    '=rN vN rmN',
    'F2.0F38',
    'F5 /r',
    '',
    'bmi2',
    'Scatters the low bits to where the mask has ones.',
  ),
  bmi('pext', '=rN vN rmN', 'F3.0F38', 'F5 /r', '', 'bmi2', 'Gathers the bits where the mask has ones.'),
  bmi(
    'rorx',
    '=rN rmN imm8',
    'F2.0F3A',
    'F0 /r ib',
    '',
    'bmi2',
    'Rotates right into another register; keeps the flags.',
  ),
  bmi('sarx', '=rN rmN vN', 'F3.0F38', 'F7 /r', '', 'bmi2', 'Shifts right with the sign; keeps the flags.'),
  bmi('shlx', '=rN rmN vN', '66.0F38', 'F7 /r', '', 'bmi2', 'Shifts left; keeps the flags.'),
  bmi('shrx', '=rN rmN vN', 'F2.0F38', 'F7 /r', '', 'bmi2', 'Shifts right with zeros; keeps the flags.'),
];
