"""h5py as the peer of bench/data.mjs: makes its files, then does what each line of input names and says how long that took, in ms.

    python3 bench/peers/hdf5_reads.py FOLDER
"""
import os
import sys
import time

import h5py
import numpy as np

folder = sys.argv[1]
numbers, slices = os.path.join(folder, 'numbers.h5'), os.path.join(folder, 'large.h5')
ROWS, WIDTH = 1_342_177, 1000

if not os.path.exists(numbers):
    weights = np.random.RandomState(0).normal(size=10_000_000).astype('f4')
    with h5py.File(numbers, 'w') as file:
        file.create_dataset('contiguous', data=weights)
        file.create_dataset('gzip', data=weights, compression='gzip', chunks=(100_000,))
        file.create_dataset('shuffled', data=weights, compression='gzip', shuffle=True)
if not os.path.exists(slices):
    # 5 GB each, almost all of it holes.
    with h5py.File(slices, 'w') as file:
        chunked = file.create_dataset('chunked', shape=(ROWS, WIDTH), dtype='f4', chunks=(250, WIDTH))
        for row in range(0, ROWS, 13_000):
            chunked[row] = row
        contiguous = file.create_dataset('contiguous', shape=(ROWS, WIDTH), dtype='f4')
        for row in range(0, ROWS, 13_000):
            contiguous[row] = row

print('ready', flush=True)
for line in sys.stdin:
    what, name, *row = line.split()
    start = time.perf_counter()
    if what == 'read':
        with h5py.File(numbers) as file:
            file[name][:]
    elif what == 'histogram':
        with h5py.File(numbers) as file:
            values = file[name][:]
        start = time.perf_counter()
        np.histogram(values, bins=50)
    elif what == 'slice':
        with h5py.File(slices) as file:
            start = time.perf_counter()
            file[name][int(row[0])]
    print((time.perf_counter() - start) * 1000, flush=True)
