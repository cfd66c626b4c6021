// The one error of this room: a network or an option that can't be simulated, said in one line.

export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}
