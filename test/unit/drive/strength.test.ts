// Projections and inputs of several scripts held against each other by what the membrane makes of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StrengthComparison } from '../../../src/core/drive/strength';
import { drivesOf } from './_drives';

/** One network in NEST: jumps, or currents with an alpha course, of a weight that is given. */
const script = (model: string, extra: string, weight: number, indegree = 100): string => `
import nest
params = {"E_L": 0.0, "V_th": 20.0, "V_reset": 0.0, "C_m": 250.0, "tau_m": 20.0, "t_ref": 2.0${extra}}
exc = nest.Create("${model}", 400, params=params)
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
nest.Connect(noise, exc, syn_spec={"weight": ${weight}})
nest.Connect(exc, exc, {"rule": "fixed_indegree", "indegree": ${indegree}}, {"weight": ${weight}})
`;

const jumps = (weight: number, indegree?: number): string => script('iaf_psc_delta', '', weight, indegree);
const alphas = (weight: number): string => script('iaf_psc_alpha', ', "tau_syn_ex": 0.5, "tau_syn_in": 0.5', weight);

function compared(files: Readonly<Record<string, string>>, named = true): Map<string, StrengthComparison> {
  const { strengths } = drivesOf(files, { fixes: false, named });
  return new Map(strengths.map((each) => [each.name, each]));
}

const ratiosOf = (of: StrengthComparison | undefined): (number | null)[][] =>
  (of?.members ?? []).map(({ peakRatio, driveRatio }) =>
    [peakRatio, driveRatio].map((each) => each && Number(each.toPrecision(12))),
  );

describe('the same populations of two scripts', () => {
  it('are equal where one event and all of them do the same', () => {
    const found = compared({ 'a.py': jumps(0.1), 'b.py': jumps(0.1) });
    assert.deepEqual([...found.keys()].sort(), ['E → E', 'outside → E']);
    for (const each of found.values()) assert.ok(each.equal, each.name);
    const [member] = found.get('E → E')?.members ?? [];
    // 100 synapses × 0.1 mV × 20 ms, of one event per second each.
    assert.ok(Math.abs((member?.mvPerHz ?? 0) - 0.2) < 1e-12);
    assert.equal(found.get('outside → E')?.members[0]?.shiftMv, 2);
  });

  it('are told apart by the event, or by how many there are of it', () => {
    const twice = compared({ 'a.py': jumps(0.1), 'b.py': jumps(0.2) }).get('E → E');
    assert.deepEqual(ratiosOf(twice), [
      [1, 1],
      [2, 2],
    ]);
    assert.equal(twice?.members[1]?.verdict, 'psp and drive');
    const more = compared({ 'a.py': jumps(0.1), 'b.py': jumps(0.1, 150) }).get('E → E');
    assert.deepEqual(ratiosOf(more), [
      [1, 1],
      [1, 1.5],
    ]);
    assert.equal(more?.members[1]?.verdict, 'drive');
  });

  it('are compared whatever their weights are measured in', () => {
    // An alpha current of 20.68 pA leaves the peak of a jump of 0.1 mV: NEST's brunel_alpha_nest.py works the same out with Lambert's W.
    const found = compared({ 'a.py': jumps(0.1), 'b.py': alphas(20.68015525) }).get('E → E');
    const [, other] = found?.members ?? [];
    assert.ok(Math.abs((other?.peakRatio ?? 0) - 1) < 1e-6, String(other?.peakRatio));
    // The potential is not as steep as a jump, so its area is larger.
    assert.ok((other?.driveRatio ?? 0) > 1.12 && (other?.driveRatio ?? 0) < 1.13, String(other?.driveRatio));
    assert.equal(other?.verdict, 'drive');
  });

  it('are not held against each other where nothing says that the files are of one model', () => {
    assert.equal(compared({ 'retina.py': jumps(0.1), 'cortex.py': jumps(0.2) }, false).size, 0);
    assert.equal(compared({ 'retina_delta.py': jumps(0.1), 'retina_old.py': jumps(0.2) }, false).size, 2);
  });

  it('are compared with the one that is declared to be right', () => {
    const marked = `# spikelint: reference\n${jumps(0.2)}`;
    const found = compared({ 'a.py': jumps(0.1), 'b.py': marked }).get('E → E');
    assert.deepEqual([found?.reference, found?.declared], ['b.py', true]);
    assert.deepEqual(ratiosOf(found), [
      [0.5, 0.5],
      [1, 1],
    ]);
  });

  it('are not compared by a weight that is not known', () => {
    const open = jumps(0.1).replaceAll('"weight": 0.1', '"weight": float(input())');
    assert.equal(compared({ 'a.py': jumps(0.1), 'b.py': open }).size, 0);
  });
});
