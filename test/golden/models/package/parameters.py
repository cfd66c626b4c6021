# Constants of a model, imported by another file.
background_weight = 0.3  # unit: nA
