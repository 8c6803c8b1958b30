import { compileAst, disassemble, dumpCfg } from '@tyston/interp';
import { parse } from '@tyston/parser';
import { readFileSync } from 'node:fs';
const unit = compileAst(parse(readFileSync(0,'utf8')), {}, (cfg, code) => { if (code.name!=='<module>') console.log(dumpCfg(cfg, code))});
