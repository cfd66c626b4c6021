// Raised where a network or its options can't be simulated; the message is one line for the user.
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}

/** Raised by a neuron model that can't stand for one population; the others are simulated without it. */
export class Unsuited extends Error {
  override readonly name = 'Unsuited';
}
