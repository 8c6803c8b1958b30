# zlib by itself, and gzip and zipfile on top: whatever is compressed comes back; streams of zlib proper in pieces; errors.
import gzip
import io
import random
import zipfile
import zlib
random.seed(7)
# The data must not depend on how long the compressed forms are.
source = random.Random(7)
def sample(n,k):
    if k==0: return source.randbytes(n)
    if k==1: return bytes(source.choice(b'abcde ') for _ in range(n))
    if k==2: return (b'the quick brown fox %d ' % n)*(n//20+1)
    return b'\0'*n
cnt=0
for k in range(4):
  for n in (0,1,3,300,3000,70000 if k==3 else 3000):
    d=sample(n,k); n=len(d); print(k,n,zlib.crc32(d),zlib.adler32(d))
    for level in (-1,0,1,9):
      for w in (15,-15,31,9):
        c=zlib.compress(d,level,w); assert zlib.decompress(c,w)==d,(k,n,level,w); cnt+=1
        if w==31: assert gzip.decompress(c)==d
        if w==15 and n<5001:
            o=zlib.decompressobj(); r=b''; i=0
            while i<len(c):
                s=random.randrange(1,60); r+=o.decompress(c[i:i+s]); i+=s
            r+=o.flush(); assert r==d and o.eof,(k,n,level); cnt+=1
            o=zlib.decompressobj(); r=b''; t=c+b'tail'
            while not o.eof:
                m=random.randrange(1,400); x=o.decompress(t,m); assert len(x)<=m; r+=x; t=o.unconsumed_tail
            assert r==d and o.unused_data==b'tail',(o.unused_data); cnt+=1
            for st in range(5):
                z=zlib.compressobj(level,8,15,8,st); r=b''; i=0
                while i<n:
                    s=random.randrange(1,2000); r+=z.compress(d[i:i+s]); i+=s
                    if random.random()<.2: r+=z.flush(random.choice((1,2,3,5)))
                z2=z.copy(); f=z.flush(); assert f==z2.flush(); assert zlib.decompress(r+f)==d; cnt+=1
print(cnt)
b=io.BytesIO()
with zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED) as z:
    z.writestr('a.txt','hello '*1000); z.writestr('b.bin',bytes(range(256))*30)
with zipfile.ZipFile(b) as z: print(z.namelist(), z.testzip(), z.read('a.txt')[:20], len(z.read('b.bin')))
b=io.BytesIO()
with gzip.GzipFile(fileobj=b,mode='wb',mtime=0,filename='x') as g:
    for i in range(50): g.write(b'line %d\n'%i)
b.seek(0)
with gzip.GzipFile(fileobj=b) as g: print(g.readline(), g.read(10), len(g.read()))
print(gzip.decompress(gzip.compress(b'abc')+gzip.compress(b'def')))
def t(s):
    try: r=eval(s); print(s,'->','object' if ' at 0x' in str(r) else r)
    except BaseException as e: print(s,'->',type(e).__name__,e)
d=b'x\x9c\xcbH\xcd\xc9\xc9\xcf\x18\x89\x04\x00\xf0\ng\xe9'
raw=d[2:-4]
big=b'x\xda-\x95\xcb\x81\xc40\x08C\x1b\xca\xc1\x180\xd0\x7fc\xab\xc7\xece\xe2I\x00\xf3\x91\xc4\xf9\xec\x8bo>{\xdf\xcd\xcf\xdf\x17\xf3\xbd\xf8\xda>;\xe7\xb3\xabg\x84\xbe\xcabd"\x9b\x9bz\xf6|~C\xf6\xf2\x96]\x84\x9e\x1d_\xde\xf9\xb2\xde\xf7d\xf7\xf4,\xfd/\xbdo}\x1f\xd9\xcd#\xae\x1c\xed(\x82\x99B\x191\xed*\xb89\xb7\x04\xd7%\xf7>\x12xdR\xca\xc8:\xc8A\x19\xdeC\x16F\xc6\xf7\xccw\xfd\xc4w\xe3\x982\x93\xc7}\x9c\x8aw\xcd\xd7\x91\x9d\xe3\xe1\x8aO\xd2\xca\xdc\x15\xcfC\x91\x9d;\xbct\x9b\xb7\xee\xf5Q\x06q\x94K\x90U\xb8\xf2\x8bP\xa6\xf1\x94s\x14\xd5RF\x1e\xd5\x93F\xc1N\xc5\xfa\xf2%5gq\x1a\xbd{G_\xe5e\xea\xa6<^\xca\xf7\x95\xa2\xbcV\xbc:Is\xe4Q\xba\xf3\xab\xd4\xbdU\xca\xa0F\xb94\xad\xef\xab\xfc:\x98\xc5S\xce\xdd\xca~\xa8C\x16:)KuSUN\x9f\x9d\x15\xcd:w\xcfqh\xf0\x93\x85\xda,c3\xfc\xcc\xaes\x0e\xfah\x8f\x96Z\xd3\xdd\xfb\x9b\xb4\xd3\xf3\x9b\xb4\xff\x16\x93\xb8\xb3C\xd9\xf9x\xe4\x0e\x88\xa9\xf90\xc0\xb0\xb7\xd8\xc0WYr\xeeft\xf2\xd3\xaf\xab\x11\xb6=\xb1l\xceo\xdf?\xc7\xe6\xad\xfd\xa3\x95V\x1b\xa7\x82\x98\xb5\xf1k\xb8\xab\xf7^\r\x9d\xf3\xe63\x87\xdcf\xf3\x9c\x05\xc7\x90\xbfjV-\xf7P\xd7=\x05@\xec\x87\x10\x07"F\x1f.\xce\x82\x0b\xfd\xb9?\x98\\\xfav\xddx\xef\xb18*\xecc}\xc3\x89\x13t^\x88!~2\x0fa\x1f\xdfdJW\xd3\xd5\xfb\xc7\xec\xae\x12\x97\xfdN\xf4V\xc2\x90b\xceWU\x00D\xa6/\xce\xe0;`\xe2N\xaa\x0fj\xb0z"p\x16\x10\xa5W~\x86\xb3\x81*e/\x1b\xbf`M\xb0\x05\xa8\x17\x04\xba\x1b\xccsp\xe9\xae\xd0\x822\xf7jD\xc3\x19\x0c{:p\xceE\xf6c\xbe\x82\xfc\xe2\xbd\x81~-\x0b\xeaA\x88^n\x88\xa0\x9ca\x8c\xc6{\x96\ng\xb9\r\xbbO\xec\xb9\xf5>\x0c\xce1|H\x82\xaf&\x87l\\\xf8\x19~\x15_\xffu\x974a\x95\x01.k6\xca\'\x12\x86G\x16\x04{\xcb\xb0\xf7\xa0X\xa1\x06Q\xb9$C#\xa4%\xf86\xba\x11\xa3\xd0\xfaEK\xf2\x18\x04\xdb^\xa5\x1d\xce\xb6\x9a#(\xa0>\xe8\x90\xfeCQG\x9b\xd2[13\xd0+\xb1Twer\xaf&4P\x16]K\xa1Q6\x85\xd6I\xbb\xf0m\xd1F\xbf\xa9ZR\xc0\x91\xcd(uq\x9az\xdfI\xd5NS\xc5r\x93\x14\x88\xe6G\xfdy\x8b\xab\xe7{\xf6}\x1fk\x13k\x9f\xeb\x9b\x1b\xe7\x11\x93\xd2eS\xdc\xf5\xf6^uM90"\xbd\x1frS\x96\xc8\xc3Y\xa58\xe4\xaf4\xd1\x0f\xa3\xae\xba\xd4X[o9\xb5KM\xd4\x87\nzRI\x7fj9(\xdcp~\xab\xc7E?\xab\xe8mm\x9f\xab\xe9\xb9h\xa7\x98}\x98E\x1f\xe6\xd2\xab\xcdm\xcc\xab/\xb3\xeb\xcb\x1c\xdb\x99i\xef|\xa5P\xe8T2\xf7N0\xa0\xf4Uc\x17\xf5\x8a\xb8\xaa\xbd\x1b\xcct\x83\x9f\x1e\xb04\x8b\xab9`l\x0c\xbc\x8d\x81=\xc8!q[\xbd\x96\xd4#y\x01V\'\xc0\xed$\x18\x9e\xc5\xf3<\xb0=\x94\xad_0?\r\xfeE)|\x07^\xc8\x0e\x92\xd81\xdb\x95c\xf5\xbf~V+\x1db\xe9\x01\xcb\xa4\x02PN\x0f\xf8g\xe7\'\\\x82\xd9\xfe{\xb3\xdf*\xd7\xb2\xef\xfa-\x9b\xed\x0c\xd4F`\xb9Aow\xad\x19\n\xa0K\xefOv\xd1\x063G($\xbf\xa8\x86\x1eH\x08\x0b\x90(\xf6\x10\x17=fU\xb9\xdeJt\xfb\xea\xf5\xfc\xc4{P\'Z\x85\xack\xfb\xa1\xf1\xd7V\xfc\x7f\x8a\x86\x82\xef?\x9f\xfd\x16\xbb\x00n\xfa\xfa\xbd\x8dr\x1f\xfa(}\xdf%\xa0K\xb9\xef\xf6o\r\xfc4\xd5\xcf\n,\xc2\x18<VzY\x9b\xe8\xff\xff2\xf0Uh\x8f\xdf:\xc8\xd5nA\x91N\xf8O\xd5%.t\xc9{\xf5\xdeg\xc5_\xe0\xa4\x9f\xb1\xf4\xd5\x02\xd9\x1d\x11w\xbf\x89\xa2X\n:\xbbJ\xfe\xf7J\xfe\x96L\xfe6\xce\xdb\xfb\xa2v\x17\xc5oAh\xc0d\xc6\xdcX;g\xf7W\xda\xd6\x90\xbf\xcd&\xe5\xa6>1\x8fje@\xed\xd2\x01\xdf\r\xb5}\xc9\xb7{\x12\xfa\xf3\xadw\x83\xeaV\xf5\xf3\x0f_\xe6\xceM'

print(len(zlib.decompress(big)), zlib.crc32(zlib.decompress(big)))
for m in (1,7,100):
    o=zlib.decompressobj(); out=[]; t2=big
    while not o.eof: out.append(o.decompress(t2,m)); t2=o.unconsumed_tail; m<50 or print(len(t2),end=' ')
    print(zlib.crc32(b''.join(out)))
o=zlib.decompressobj(); print([len(o.decompress(big[i:i+1])) for i in range(len(big))][-1], o.eof)
for s in [
    "zlib.decompress(b'')",
    "zlib.decompress(b'abc')",
    "zlib.decompress(b'x')",
    'zlib.decompress(d[:-1])',
    'zlib.decompress(d[:5])',
    "zlib.decompress(d[:-1]+b'x')",
    "zlib.decompress(d+b'tail')",
    "zlib.decompress(raw,-15)==b'hello'*50",
    'zlib.decompress(raw,wbits=-8)',
    'zlib.decompress(raw,31)',
    "zlib.decompress(d,47)==b'hello'*50",
    'zlib.decompress(d,8)',
    "zlib.decompress(d,0)==b'hello'*50",
    'zlib.decompress(d,48)',
    'zlib.decompress(d,7)',
    'zlib.decompress(d,bufsize=-1)',
    "zlib.decompress(b'\\x79\\x9c\\x00')",
    "zlib.decompress(b'\\x78\\x9c\\x07')",
    "zlib.decompress(b'\\x78\\x9c\\x01\\x01\\x01\\x01\\x01')",
    "zlib.decompress(b'\\x78\\xbb\\x07')",
    "zlib.decompress(b'\\x70\\x9c\\x07')",
    "zlib.decompress(b'\\x88\\x1c\\x07')",
    "zlib.decompress(b'\\x1f\\x8b\\x07\\0\\0\\0\\0\\0\\0',31)",
    "zlib.decompress(b'\\x1f\\x8b\\x08\\xe0\\0\\0\\0\\0\\0\\0\\0',31)",
    "zlib.decompress(b'\\x03\\x02',-15)",
    "zlib.decompress(b'\\x63\\x60\\x02\\x02',-15)",
    "zlib.decompress('a')",
    "zlib.compress('a')",
    "zlib.compress(b'a',10)",
    "zlib.compress(b'a',-2)",
    "zlib.compress(b'a',level=9,wbits=-15)",
    "zlib.compress(b'a',wbits=7)",
    "zlib.compress(b'a',wbits=31)",
    "zlib.compress(b'a',wbits=-8)",
    "zlib.compress(b'a',wbits=8)",
    "zlib.compress(b'')",
    "zlib.compress(b'a',level='x')",
    'zlib.compressobj(10)',
    'zlib.compressobj(1,9)',
    'zlib.compressobj(1,8,7)',
    'zlib.compressobj(1,8,15,0)',
    'zlib.compressobj(1,8,15,10)',
    'zlib.compressobj(1,8,15,8,5)',
    "zlib.compressobj(zdict='x')",
    "zlib.compressobj(zdict=b'abc',wbits=31)",
    'zlib.decompressobj(7)',
    'zlib.decompressobj(48)',
    "zlib.decompressobj(zdict='a')",
    "zlib.decompressobj(-15,zdict=b'a')",
    "zlib.decompressobj(31,zdict=b'a')",
    "zlib.decompressobj().decompress(b'abc')",
    'zlib.decompressobj().decompress(d,-1)',
    "zlib.decompressobj().decompress('a')",
    'zlib.decompressobj().flush(0)',
    'zlib.decompressobj().flush(-1)',
    'zlib.decompressobj().flush()',
    'zlib.compressobj().flush(7)',
    'zlib.compressobj().flush(0)',
    'zlib.compressobj().flush(-1)',
    "zlib.adler32('a')",
    "zlib.crc32(b'a','x')",
    "zlib.crc32(b'a',-1)",
    "zlib.crc32(b'abc',2**40+5)",
    "zlib.adler32(b'abc',2**40+5)",
    "zlib.adler32(b'abc',-1)",
    'zlib.crc32()',
    "[c for c in (zlib.compressobj(),) for _ in (c.flush(),)][0].compress(b'a')",
    '[c for c in (zlib.compressobj(),) for _ in (c.flush(),)][0].flush()',
    '[c for c in (zlib.compressobj(),) for _ in (c.flush(),)][0].copy()',
    '[c for c in (zlib.decompressobj(),) for _ in (c.decompress(d),)][0].copy()',
    "[(c.unused_data,c.unconsumed_tail,c.eof, c.decompress(b'zz'),c.unused_data, c.flush()) for c in (zlib.decompressobj(),) for _ in (c.decompress(d+b'tail'),)]",
    '[(c.unused_data,c.unconsumed_tail,c.eof, c.flush(),c.unconsumed_tail,c.eof) for c in (zlib.decompressobj(),) for _ in (c.decompress(d,10),)]',
    '[(c.unused_data,c.unconsumed_tail,c.eof, c.flush(3),c.unconsumed_tail,c.eof) for c in (zlib.decompressobj(),) for _ in (c.decompress(d[:10],10),)]',
    "[(c.decompress(b'',3)) for c in (zlib.decompressobj(),) for _ in (c.decompress(d,10),)]",
    'type(zlib.compressobj())()',
    '(type(zlib.compressobj()), type(zlib.decompressobj()), zlib.error.__mro__)',
    "zlib.decompress((lambda c:c.compress(b'hello'*3)+c.flush())(zlib.compressobj(zdict=b'hello')))",
    "zlib.decompressobj(zdict=b'hello').decompress((lambda c:c.compress(b'hello'*3)+c.flush())(zlib.compressobj(zdict=b'hello')))",
    "zlib.decompressobj(-15,zdict=b'hello').decompress((lambda c:c.compress(b'hello'*3)+c.flush())(zlib.compressobj(wbits=-15,zdict=b'hello')))",
    "zlib.decompressobj(zdict=b'xxxxx').decompress((lambda c:c.compress(b'hello'*3)+c.flush())(zlib.compressobj(zdict=b'hello')))",
    "(lambda c:c.compress(b'hello'*3)+c.flush())(zlib.compressobj(0))",
    "zlib.compress(b'hello'*50,0)",
    "[zlib.compress(b'',l)[:2] for l in range(-1,10)]",
    "[zlib.compress(b'',6,w)[:2] for w in range(9,16)]",
    "sorted(k for k in vars(zlib) if k[0]!='_' )",
    "[getattr(zlib,k) for k in sorted(vars(zlib)) if k.isupper() or k[:2]=='Z_']",
]:
    t(s)
