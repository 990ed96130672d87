#!/usr/bin/env python3
"""Inputs to begin with: seeds.py DIR HEAD

Writes JSON texts to DIR as files of their own; behind HEAD bytes, where the target
chooses by them what is wanted of records, where they are, and what is wanted around
them (setups.h), for all of these that suit the text.
"""
import os
import sys

WANTED = 7
AROUND = (0, 0x06, 0x40, 0xbf, 0xff)
# bytes behind these three: short steps, long ones, and all that is special
TAILS = (0, 5, 200, 255)

MANY = ("[%s]" % ",".join(["{}"] * 60), '{"a":[%s]}' % ",".join(['{"b":[1,2]}'] * 30))

# places of setups.h, and bodies with records there
PLACES = {
    0: (r'[{"a":1,"b":"x"},{"a":[1,{"b":3}],"b":null}]', r'{"a":{"b":[1,"y"]},"":2}',
        r'[{"\u00e9":1,"abc":2.50,"a\"b":"\ud83d\ude00"},7,"s",[true,false,null]]',
        r'[[1,{"a":"\n\\\/\b\f\r\t\u0041"}],[2]]', '\ufeff [-0,1e5,-1.25E-3,123456789012345678901]', 'null', '"\u00e9\U0001f600"',
        r'["\u0000","\ud800","\ud800\u0041","\udc00"]', '{"a":1}\r\n{"a":2,"b":[{}]}\n', '5 6\n"x"\n',
        '[{"a":[],"b":{"c":[1],"d":{"e":[]}},"odd key":[2],"x":{"y":{"z":[3]}}}]', '{"a":[{"name":"a"},"b"]}',
        '{"a":"0123456789abcdef0123456789abcdef0123456789abcdef\\\\0123456789abcdef","b":{"x":"}]"}}',
        '{"skipped":[[[["0123456789","0123456789\\"","0123456789"]]],{"x":"0123456789012345678901234567890123456789"}],"a":1}',
        '[1.5,0.000001,0.0000005,2.5000000001,1e-7,99e18,-9223372036854775808,9223372036854775807,1e22,123.456e-3]'),
    1: ('{"n":7,"a":[{"a":1},{"a":2}],"b":"end"}', '{"a":{"a":1,"b":2}}', '{"a":[1,2],"a":[3]}', '{"a":null}', '{"b":[1]}', '[1]'),
    2: ('[[1,2],[3]]', '{"a":1}', MANY[0]),
    3: (MANY[1], '{"a":[{"b":[{"a":1},{"a":2}],"n":1},{"b":{"a":3}},{"b":null},4]}', '{"a":[{"b":[1],"b":[2]}]}'),
    4: ('{"a":{"x":{"a":1},"y":{"a":[2]}}}', '{"a":{"x":1},"a":{"y":2}}', '{"a":{}}', '{"a":[]}'),
    5: ('[[1,2],[],[{"a":3}],4]', '[[{"a":1}],\n[{"b":2}]]'),
    6: ('{"x":{"a":[1,2],"b":5},"y":{"b":6,"a":[3]}}', '{"x":{"a":[1]},"x":{"a":[2]}}'),
    7: ('[{"a":[1,2],"b":3},{"a":[4]}]',),
    8: ('{"a":{"b":[{"c":{"x":1,"y":{"a":2}}},{"c":{"z":[3]}},{"d":4}]}}',),
    9: ('{"x":{"a":1},"y":{"a":2,"b":3},"\\u00e9":4}',),
    10: ('[0,[{"a":1},2],3]',),
    11: ('{"a":[{"b":[{"a":1},{"a":2}],"c":1},{"b":[]},{"c":2,"b":[{"a":3}]}]}',),
    # what is refused, and more records than some readers have room for
    12: ('[1]',), 13: ('{"a":[1]}',), 14: ('[1]',),
}


def main():
    directory, head = sys.argv[1], int(sys.argv[2])
    inputs = set()
    for place, texts in PLACES.items():
        for text in texts:
            body = text.encode()
            if head == 0:
                inputs.add(body)
                continue
            for wanted in range(WANTED):
                for around in AROUND:
                    tail = TAILS[len(inputs) % len(TAILS)]
                    # multiples of the places: as lines, not nested deeply
                    for more in (210,) if text.endswith("\n") else (0, 135):
                        inputs.add(bytes((wanted, place + more, around)) + bytes([tail] * (head - 3)) + body)
                    if text in MANY:
                        inputs.add(bytes((wanted + 203, place, around)) + bytes([tail] * (head - 3)) + body)
    os.makedirs(directory, exist_ok=True)
    for number, one in enumerate(sorted(inputs)):
        with open(os.path.join(directory, "seed%d" % number), "wb") as out:
            out.write(one)


main()
