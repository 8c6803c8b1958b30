/** The codecs by number: an object in the window says by it which one it is. Append-only. */
import type { Codec } from './codec.js';
import { hzCodec } from './hz.js';
import { ISO_2022, iso2022Codec } from './iso2022.js';
import { statelessCodec } from './stateless.js';

/** Modules, and what each has. */
export const CODECS = {
  _codecs_cn: ['gb2312', 'gbk', 'gb18030', 'hz'],
  _codecs_hk: ['big5hkscs'],
  _codecs_iso2022: [
    'iso2022_kr',
    'iso2022_jp',
    'iso2022_jp_1',
    'iso2022_jp_2',
    'iso2022_jp_2004',
    'iso2022_jp_3',
    'iso2022_jp_ext',
  ],
  _codecs_jp: [
    'shift_jis',
    'cp932',
    'euc_jp',
    'shift_jis_2004',
    'euc_jis_2004',
    'euc_jisx0213',
    'shift_jisx0213',
  ],
  _codecs_kr: ['euc_kr', 'cp949', 'johab'],
  _codecs_tw: ['big5', 'cp950'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const NAMES: readonly string[] = Object.values(CODECS).flat();
const made = new Map<string, Codec>();

export function codecNumber(name: string): number {
  return NAMES.indexOf(name);
}
/** The codec of a number, made when it is first used. */
export function codecOf(number: number): Codec {
  const name = NAMES[number]!;
  let codec = made.get(name);
  if (codec === undefined) {
    codec =
      name === 'hz' ? hzCodec() : name in ISO_2022 ? iso2022Codec(ISO_2022[name]!()) : statelessCodec(name);
    made.set(name, codec);
  }
  return codec;
}
