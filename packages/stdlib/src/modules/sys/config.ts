/** What the command line, the environment and the installation say, for `sys` to show. Set before `sys` is made. */
export interface SysConfig {
  readonly argv: readonly string[];
  readonly origArgv: readonly string[];
  readonly executable: string;
  readonly prefix: string;
  readonly execPrefix: string;
  readonly stdlibDir: string;
  readonly path: readonly string[];
  readonly platform: string;
  readonly flags: {
    readonly debug: number;
    readonly inspect: number;
    readonly interactive: number;
    readonly optimize: 0 | 1 | 2;
    readonly dontWriteBytecode: number;
    readonly noUserSite: number;
    readonly noSite: number;
    readonly ignoreEnvironment: number;
    readonly verbose: number;
    readonly bytesWarning: number;
    readonly quiet: number;
    readonly hashRandomization: number;
    readonly isolated: number;
    readonly devMode: boolean;
    readonly utf8Mode: number;
    readonly warnDefaultEncoding: number;
    readonly safePath: boolean;
    readonly intMaxStrDigits: number;
  };
  readonly warnOptions: readonly string[];
  readonly xOptions: Readonly<Record<string, string | true>>;
  /** Whether code objects tell columns: not under -X no_debug_ranges. */
  readonly debugRanges: boolean;
  readonly pycachePrefix: string | null;
  /** The patch version of the library shipped: 3.11.MICRO. */
  readonly micro: number;
}
let current: SysConfig;
export function setSysConfig(c: SysConfig): void {
  current = c;
}
export function sysConfig(): SysConfig {
  return current;
}
