"""The objects of _multibytecodec: codecs, incremental encoders and decoders, readers and writers, and what they do not take."""

import _codecs_tw
import _multibytecodec
import codecs
import io


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


codec = _codecs_tw.getcodec("big5")
show(_codecs_tw.getcodec, "x")
show(_codecs_tw.getcodec, 5)
show(codec.encode, 5)
show(codec.encode, "a", 5)
show(codec.encode)
show(codec.decode, "a")
show(codec.encode, input="a", errors="strict")
show(codec.decode, input=b"a", errors=None)
show(type(codec))
show(_multibytecodec.MultibyteIncrementalEncoder)
show(setattr, codec, "x", 1)

info = codecs.lookup("big5")
encoder = info.incrementalencoder()
for state in "a", -1, 1 << 200, 1 << 130, 0:
    show(encoder.setstate, state)
show(encoder.encode, "\u1234", True)
show(delattr, encoder, "errors")
show(setattr, encoder, "errors", 5)
show(info.incrementalencoder, 5)
show(info.incrementalencoder, "x", "y")
decoder = info.incrementaldecoder()
show(decoder.decode, "x")
show(decoder.decode, b"\xa4", True)
show(decoder.decode, b"\xa4")
show(decoder.getstate)
for state in (b"1",), (b"1", -1), (b"1", 1 << 70), 5, ("a", 0), (b"a", "a"), (b"123456789", 0), (b"\xa4", 3):
    show(decoder.setstate, state)
show(decoder.decode, b"\xa4")
show(decoder.reset)

reader = info.streamreader(io.StringIO("abc"))
show(reader.read)
show(reader.read, "x")
show(info.streamreader)
show(info.streamreader, io.BytesIO(b"abc"), 5)
reader = info.streamreader(io.BytesIO(b"abc\xa4\xa4\xa4"))
show(reader.read, 4)
show(reader.read)
show(reader.reset)
print(reader.errors)
show(codecs.getreader("gbk")(io.BytesIO("一\n二\n三".encode("gbk"))).readlines)
writer = info.streamwriter(io.BytesIO())
show(writer.write, 5)
show(writer.writelines, 5)
show(writer.writelines, ["a", "b"])
show(writer.writelines, [5])
print(writer.stream.getvalue())


class Wrong(_multibytecodec.MultibyteIncrementalEncoder):
    codec = 5


show(Wrong)


def handler(e):
    return handler.result


codecs.register_error("handler", handler)
for handler.result in ("x", 1 << 70), 5, ("a",), (5, 5), ("a", "b"), (b"a", 2), ("\u1234", 2), ("\u4e00", 100), ("a", -100):
    show(codec.encode, "x\u1234", "handler")
    show(codec.decode, b"x\xff", "handler")

# HZ goes on in the next line only where it is in ASCII.
for data in b"~{Dc~\n:C~}", b"a~\nb", b"~{Dc~\n", b"~{Dc\n:C", b"~}a", b"~{~{Dc~}":
    show(data.decode, "hz")
    show(data.decode, "hz", "replace")
