"""The address of an object that has died is the next one's, also while a list grows beside it."""

print(len(set(map(id, ((i, i) for i in range(10))))))
print(len(set(map(id, ((i, i) for i in range(100))))))
print(len(set(list(map(id, ([i] for i in range(3)))))))


def addresses():
    seen = []
    for i in range(20):
        pair = (i, i)
        seen.append(id(pair))
        del pair
    return len(set(seen))


print(addresses())
