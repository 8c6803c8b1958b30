# The modules of hashes, by themselves and under hashlib and hmac: every length up to 300, updates in pieces, parameters, errors.
import _blake2
import _md5
import _sha1
import _sha256
import _sha3
import _sha512
import hashlib
import hmac
import random

random.seed(5)
data = random.randbytes(700)
view = memoryview(data)


def summary(make, args):
    whole = make()
    for n in range(301):
        h = make()
        i = 0
        while i < n:
            k = random.randrange(1, 150)
            h.update(view[i : min(n, i + k)])
            i += k
        digest = make(data[:n]).hexdigest(*args)
        assert h.copy().hexdigest(*args) == digest == h.digest(*args).hex(), (make, n)
        whole.update(digest.encode())
        whole.update(make(view[1:n]).digest(*args))
        if n % 60 == 0:
            print(n, digest)
    print(whole.name, whole.digest_size, whole.block_size, whole.hexdigest(*args))


for make in (_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512,
             _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s):
    summary(make, ())
for make in (_sha3.shake_128, _sha3.shake_256):
    summary(make, (37,))
    for n in (0, 1, 135, 136, 137, 168, 169, 500):
        print(n, make(data).hexdigest(n))

for make in (_blake2.blake2b, _blake2.blake2s):
    size = make.MAX_DIGEST_SIZE
    for n in range(40):
        h = make(
            data[: n * 7],
            digest_size=random.randrange(1, size + 1),
            key=random.randbytes(random.randrange(0, size + 1)),
            salt=random.randbytes(random.randrange(0, make.SALT_SIZE + 1)),
            person=random.randbytes(random.randrange(0, make.PERSON_SIZE + 1)),
            fanout=random.randrange(256),
            depth=random.randrange(1, 256),
            leaf_size=random.randrange(2**32),
            node_offset=random.randrange(2**48),
            node_depth=random.randrange(256),
            inner_size=random.randrange(size + 1),
            last_node=random.random() < 0.5,
        )
        print(h.digest_size, h.hexdigest())

for name in sorted(hashlib.algorithms_guaranteed):
    args = (20,) if 'shake' in name else ()
    h = hashlib.new(name, data)
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*args))
for name in ('md5', 'sha1', 'sha256', 'sha512', 'sha3_256', 'blake2b'):
    print(name, hmac.new(b'key', data, name).hexdigest(), hmac.new(b'k' * 200, b'm', getattr(hashlib, name)).hexdigest())

sha3_224, shake_128, sha3_384 = _sha3.sha3_224, _sha3.shake_128, _sha3.sha3_384
blake2b, blake2s = _blake2.blake2b, _blake2.blake2s
md5, sha256 = _md5.md5, _sha256.sha256


def attempt(text):
    try:
        result = eval(text)
        print(text, '->', 'object' if ' at 0x' in str(result) else result)
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for text in [
    'sha3_224(1)',
    "sha3_224('a')",
    "sha3_224(b'',b'')",
    "sha3_224(data=b'')",
    "sha3_224(b'',usedforsecurity=1).name",
    "sha3_224(b'',usedfor=1).name",
    'shake_128().digest()',
    'shake_128().digest(-1)',
    "shake_128().digest('a')",
    'shake_128().digest(length=4)',
    'shake_128().digest(2**29)',
    'shake_128().digest(2**70)',
    'shake_128().hexdigest(2**29)',
    'shake_128().digest(0)',
    'shake_128()._suffix',
    'sha3_384()._suffix',
    'shake_128()._rate_bits,shake_128()._capacity_bits,shake_128().digest_size,shake_128().block_size,shake_128().name',
    'sha3_512()._rate_bits,sha3_512()._capacity_bits,sha3_512().digest_size,sha3_512().block_size,sha3_512().name',
    "type('A',(sha3_224,),{})",
    'blake2b(digest_size=0)',
    'blake2b(digest_size=65)',
    'blake2s(digest_size=33)',
    "blake2s(digest_size='a')",
    "blake2b(salt=b'1'*17)",
    "blake2b(person=b'1'*17)",
    "blake2b(key=b'1'*65)",
    "blake2s(salt=b'1'*9)",
    "blake2s(person=b'1'*9)",
    "blake2s(key=b'1'*33)",
    "blake2s(key='a')",
    'blake2s(fanout=256)',
    'blake2s(fanout=-1)',
    'blake2s(depth=0)',
    'blake2s(depth=256)',
    'blake2s(leaf_size=-1)',
    'blake2s(leaf_size=2**32)',
    'blake2s(leaf_size=2**64)',
    "blake2s(leaf_size='x')",
    'blake2s(node_offset=2**48)',
    'blake2b(node_offset=2**64)',
    'blake2b(node_offset=2**64-1).hexdigest()',
    'blake2b(node_offset=-1)',
    'blake2s(node_offset=-1)',
    'blake2s(node_depth=256)',
    'blake2s(inner_size=33)',
    'blake2b(inner_size=65)',
    'blake2s(last_node=[])',
    "blake2s('x')",
    'blake2s(4)',
    "blake2s(b'',b'')",
    "blake2s(data=b'')",
    'blake2s(foo=1)',
    'blake2b().hexdigest(3)',
    "type('A',(blake2b,),{})",
    'blake2b(digest_size=2**40)',
    'blake2b(fanout=1.5)',
    'sha3_224.__new__()',
    'sha3_224.__new__(int)',
    "blake2b(b'a',person=memoryview(b'abcd')[::2])",
    "blake2b().update('a')",
    "md5('a')",
    'md5(5)',
    "md5(b'',b'')",
    "md5().update('x')",
    'type(md5())',
    'type(md5())()',
    'type(_sha512.sha384())',
    '_sha512.SHA384Type',
    "md5(string=b'a',usedforsecurity=False).hexdigest()",
    "hashlib.new('nope')",
    "hashlib.md5('x')",
]:
    attempt(text)
