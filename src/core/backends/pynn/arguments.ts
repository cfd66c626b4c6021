// The order of the arguments of PyNN's connectors and structures.

/** PyNN 0.12, `space.py`. */
export const spaceArguments: Readonly<Record<string, readonly string[]>> = {
  Line: ['dx', 'x0', 'y', 'z'],
  Grid2D: ['aspect_ratio', 'dx', 'dy', 'x0', 'y0', 'z'],
  Grid3D: ['aspect_ratioXY', 'aspect_ratioXZ', 'dx', 'dy', 'dz', 'x0', 'y0', 'z0'],
  RandomStructure: ['boundary', 'origin'],
  Cuboid: ['width', 'height', 'depth'],
  Space: ['axes', 'scale_factor', 'offset', 'periodic_boundaries'],
};

export function connectorArguments(name: string): readonly string[] {
  if (name === 'FixedProbabilityConnector') return ['p_connect'];
  if (/^Fixed(?:NumberPre|NumberPost|TotalNumber)Connector$/.test(name)) return ['n'];
  if (name === 'FromListConnector') return ['conn_list'];
  if (name === 'DistanceDependentProbabilityConnector') return ['d_expression'];
  if (name === 'ArrayConnector') return ['array'];
  return [];
}
