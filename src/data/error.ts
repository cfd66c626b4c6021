// The one error of this room: a file or dataset that can't be read, said in one line.

export class DataError extends Error {
  override readonly name = 'DataError';
}
