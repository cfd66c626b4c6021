// A path of the canvas written as a path of SVG, in the units in which it is drawn. No DOM.

/** a b c d e f, as the canvas has it. */
export type Matrix = readonly [number, number, number, number, number, number];
export const identity: Matrix = [1, 0, 0, 1, 0, 0];

export const product = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** How much longer lines become; the charts' matrices are alike in all directions. */
export const scaleOf = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));

/** Two decimals are less than any screen or printer shows. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

const fullTurn = 2 * Math.PI;

export class SvgPath {
  private text = '';
  private isOpen = false;

  /** @param matrix the one that holds when a point is added */
  constructor(private readonly matrix: () => Matrix = () => identity) {}

  get d(): string {
    return this.text;
  }

  moveTo(x: number, y: number): void {
    this.text += `M${this.at(x, y)}`;
    this.isOpen = true;
  }

  lineTo(x: number, y: number): void {
    if (!this.isOpen) this.moveTo(x, y);
    else this.text += `L${this.at(x, y)}`;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    if (!this.isOpen) this.moveTo(x1, y1);
    this.text += `C${this.at(x1, y1)} ${this.at(x2, y2)} ${this.at(x, y)}`;
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    if (!this.isOpen) this.moveTo(x1, y1);
    this.text += `Q${this.at(x1, y1)} ${this.at(x, y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, from: number, to: number, isBackward = false): void {
    this.ellipse(x, y, radius, radius, 0, from, to, isBackward);
  }

  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    rotation: number,
    from: number,
    to: number,
    isBackward = false,
  ): void {
    const point = (angle: number): [number, number] => {
      const [along, across] = [radiusX * Math.cos(angle), radiusY * Math.sin(angle)];
      return [
        x + along * Math.cos(rotation) - across * Math.sin(rotation),
        y + along * Math.sin(rotation) + across * Math.cos(rotation),
      ];
    };
    this.lineTo(...point(from));
    const sweep = sweepOf(from, to, isBackward);
    const matrix = this.matrix();
    const scale = scaleOf(matrix);
    const turned = ((rotation + Math.atan2(matrix[1], matrix[0])) * 360) / fullTurn;
    const radii = `${short(radiusX * scale)} ${short(radiusY * scale)} ${short(turned)}`;
    // An arc that ends where it began is none: a full turn is drawn as two halves.
    const parts = Math.abs(sweep) > Math.PI ? 2 : 1;
    for (let part = 1; part <= parts; part++)
      this.text += `A${radii} 0 ${sweep > 0 ? 1 : 0} ${this.at(...point(from + (sweep * part) / parts))}`;
  }

  closePath(): void {
    if (this.isOpen) this.text += 'Z';
  }

  private at(x: number, y: number): string {
    const [a, b, c, d, e, f] = this.matrix();
    return `${short(a * x + c * y + e)} ${short(b * x + d * y + f)}`;
  }
}

/** The angle that the canvas goes through, a full turn at most. */
function sweepOf(from: number, to: number, isBackward: boolean): number {
  const [start, end] = isBackward ? [to, from] : [from, to];
  const span = end - start;
  const sweep = span >= fullTurn ? fullTurn : ((span % fullTurn) + fullTurn) % fullTurn;
  return isBackward ? -sweep : sweep;
}
