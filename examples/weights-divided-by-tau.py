"""A network whose weights are divided by its time constant, and that never fires.

The framework adds weight * dt / tau_m to the membrane: 0.1 / 20 is 0.005 mV a spike,
where threshold is 15 mV above rest. All synapses together hardly count.
Look at the mean of the weights.
"""

from src.brain_model import BrainModel
from src.simulation import Simulation

config = {
    "lattice_shape": [10, 10, 10, 1],
    "neuron_model": {
        "type": "LIF",
        "params_default": {"v_rest": -65.0, "v_threshold": -50.0, "v_reset": -65.0, "tau_m": 20.0},
    },
    "cell_lifecycle": {"enable_death": False},
    "plasticity": {"learning_rate": 0.01},
    "senses": {},
    "areas": [{"name": "cortex", "coord_ranges": {"x": [0, 9], "y": [0, 9], "z": [0, 9], "w": [0, 0]}}],
}

model = BrainModel(config=config)
sim = Simulation(model, seed=42)
sim.initialize_neurons(area_names=["cortex"], density=0.1)
sim.initialize_random_synapses(connection_probability=0.05, weight_mean=0.1, weight_std=0.05)
for _ in range(1000):
    sim.step()
