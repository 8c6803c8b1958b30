/** The groups in which speeds are averaged. */
export type Group = 'objects' | 'numeric' | 'generators' | 'library' | 'c-modules' | 'third-party';

export const groups: Readonly<Record<Group, string>> = {
  objects: 'object-oriented, in Python',
  numeric: 'numeric loops, in Python',
  generators: 'generators and coroutines',
  library: "the library's Python",
  'c-modules': 'C modules on CPython',
  'third-party': 'packages of others',
};

export interface Program {
  readonly name: string;
  /** The folder of the program among pyperformance's. */
  readonly folder: string;
  readonly args?: readonly string[];
  /** Functions of the library whose returns are compared too, for programs that throw away what they compute. */
  readonly calls?: readonly string[];
  /** Functions whose local variables at their end are compared, for the same reason. */
  readonly locals?: readonly string[];
  /** The benchmarks that one run of it holds, each with its group. */
  readonly benches: Readonly<Record<string, Group>>;
}

const program = (name: string, group: Group): Program => ({
  name,
  folder: `bm_${name}`,
  benches: { [name]: group },
});

const pickled = (bench: string): Program => ({
  name: `${bench}_pure_python`,
  folder: 'bm_pickle',
  args: ['--pure-python', bench],
  benches: { [`${bench}_pure_python`]: 'library' },
  calls: ['pickle:dumps', 'pickle:loads'],
});

export const programs: readonly Program[] = [
  program('richards', 'objects'),
  program('deltablue', 'objects'),
  program('nbody', 'numeric'),
  program('fannkuch', 'numeric'),
  program('spectral_norm', 'numeric'),
  program('float', 'numeric'),
  program('chaos', 'objects'),
  program('nqueens', 'generators'),
  program('go', 'objects'),
  program('hexiom', 'objects'),
  program('raytrace', 'objects'),
  {
    name: 'scimark',
    folder: 'bm_scimark',
    benches: {
      scimark_fft: 'numeric',
      scimark_lu: 'numeric',
      scimark_monte_carlo: 'numeric',
      scimark_sor: 'numeric',
      scimark_sparse_mat_mult: 'numeric',
    },
  },
  program('meteor_contest', 'objects'),
  program('mdp', 'library'),
  program('pidigits', 'c-modules'),
  program('pyflate', 'objects'),
  { ...program('unpack_sequence', 'objects'), locals: ['do_unpacking'] },
  { ...program('generators', 'generators'), locals: ['bench_generators'] },
  { ...program('coroutines', 'generators'), locals: ['bench_coroutines'] },
  { ...program('crypto_pyaes', 'numeric'), locals: ['bench_pyaes'] },
  { ...program('telco', 'c-modules'), locals: ['bench_telco'] },
  { ...program('json_dumps', 'c-modules'), calls: ['json:dumps'] },
  { ...program('json_loads', 'c-modules'), calls: ['json:loads'] },
  pickled('pickle'),
  pickled('unpickle'),
  pickled('pickle_list'),
  pickled('pickle_dict'),
  { ...program('regex_compile', 'library'), calls: ['re:compile', 're:_compile'] },
  { ...program('regex_effbot', 'c-modules'), locals: ['bench_regex_effbot'] },
  {
    name: 'deepcopy',
    folder: 'bm_deepcopy',
    calls: ['copy:deepcopy'],
    benches: { deepcopy: 'library', deepcopy_reduce: 'library', deepcopy_memo: 'library' },
  },
  {
    name: 'logging',
    folder: 'bm_logging',
    calls: ['logging:Formatter.format'],
    benches: { logging_format: 'library', logging_silent: 'library', logging_simple: 'library' },
  },
  program('comprehensions', 'objects'),
  program('async_generators', 'generators'),
  program('richards_super', 'objects'),
  program('mako', 'third-party'),
  program('chameleon', 'third-party'),
  { ...program('tomli_loads', 'third-party'), calls: ['tomli:loads'] },
  {
    ...program('html5lib', 'third-party'),
    calls: ['html5lib._inputstream:HTMLUnicodeInputStream.charsUntil'],
  },
];

/** What the programs import, at the versions that pyperformance measures with; pyperformance itself brings the programs. */
export const requirements: readonly string[] = [
  'pyperformance==1.14.0',
  'pyaes==1.6.1',
  'mako==1.1.4',
  'markupsafe==2.0.1',
  'chameleon==4.6.0',
  'tomli==2.0.1',
  'html5lib==1.1',
  'six==1.16.0',
  'webencodings==0.5.1',
];
