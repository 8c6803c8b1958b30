# SystemExit with something else than a number: it goes to standard error and the status is 1.
import sys
class Obj:
    def __str__(self): return 'an object that ends the program'
print('before')
sys.exit(Obj())
