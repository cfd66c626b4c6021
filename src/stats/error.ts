// The one error of this room: a statistic that is not defined for what it was given, said in one line.

export class StatisticError extends Error {
  override readonly name = 'StatisticError';
}
