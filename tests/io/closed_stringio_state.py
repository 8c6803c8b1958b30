"""A StringIO that is closed takes no state, whatever it is."""

import io

stream = io.StringIO()
stream.close()
for state in 5, (5, "", 0, None), ("", "f", 0, None), ("a", "", 0, None):
    try:
        stream.__setstate__(state)
    except ValueError as e:
        print(e)
