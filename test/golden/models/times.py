# Three severities in one file: mixed units, an annotation that is no unit, an ignore comment without use.
t_ms = 5.0  # unit: ms
t_s = 1.0  # unit: s
total = t_ms + t_s
w = 3.0  # unit: picoamp
x = 1.0  # spikelint: ignore[unit-mismatch] left over
