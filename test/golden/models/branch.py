# A branch that is never taken, and names whose unit nothing says.
use_noise = False
gain = 3
drive = gain * 2
if use_noise:
    drive = drive + 1
tau_m = 20.0  # ms
