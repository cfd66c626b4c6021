# Random draws and arrays, with distribution and shape.
import numpy as np

w_pA = np.random.normal(10.0, 2.0, size=(5, 3))
n_steps = 100
trace = np.zeros((n_steps, 4))
