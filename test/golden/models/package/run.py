# The weight's unit is known from the module that it was imported from.
import nest

from .parameters import background_weight

cells = nest.Create("iaf_psc_alpha", 10)
nest.Connect(cells, cells, syn_spec={"weight": background_weight})
