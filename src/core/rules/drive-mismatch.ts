// The same background, or whatever else several files make of one stored thing, given in another amount by one of them.
import { type ComparedDrives, type ComparisonData, type DriveData, type MemberData } from '../drive/report';
import { type Finding, type Related, type Severity, type Step } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'drive-mismatch',
  severity: 'warning',
  summary: 'The same input is given in different amounts by different files.',
  documentation: `
## What it does
Derives what every input path amounts to for one neuron (events per ms × weight per event, mean and variance, after all scalings) and compares the
paths that are the same thing in several files: because they draw on the same stored weights, because \`spikelint.json\` groups them, or because they
feed the same population as a file that \`# spikelint: reference\` declares to be right. It says so where the means differ; more mildly where only the
variances do, where one file gives all neurons the same events and another gives each its own, and where the given arguments never take a path.

A file that only one simulator reads is compared with nothing. Without a declared reference no side is taken: every change that makes the two equal is
offered, derived again to see that it does.

## Why it matters
Nothing crashes. One backend gets ten times the background of another, and is epileptic where the other is silent. Done by hand the comparison goes
through a stored scale, a normalisation, a prefix and a rate, in as many files, and is easily got wrong.

## Example
\`\`\`python title=store.py
import h5py
import numpy as np

def store(bkg_weights, path='model.h5'):
    with h5py.File(path, 'w') as file:
        file.create_dataset('bkg_weights', data=bkg_weights)
\`\`\`

\`\`\`python title=in_nest.py
import h5py
import nest

weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = nest.Create('iaf_psc_exp', len(weights))
background = nest.Create('poisson_generator', params={'rate': 1000.0})
nest.Connect(background, cells, syn_spec={'weight': weights})
\`\`\`

\`\`\`python title=in_pynn.py
import h5py
import pyNN.neuron as sim

sim.setup(timestep=0.1)
weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = sim.Population(len(weights), sim.IF_curr_exp(tau_syn_E=2.0))
background = sim.Population(len(weights), sim.SpikeSourcePoisson(rate=100.0))
sim.Projection(background, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=weights / 1000.0))
\`\`\`

## Use instead
\`\`\`python title=in_nest.py
import h5py
import nest

weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = nest.Create('iaf_psc_exp', len(weights))
background = nest.Create('poisson_generator', params={'rate': 1000.0})
nest.Connect(background, cells, syn_spec={'weight': weights})
\`\`\`

\`\`\`python title=in_pynn.py
import h5py
import pyNN.neuron as sim

sim.setup(timestep=0.1)
weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = sim.Population(len(weights), sim.IF_curr_exp(tau_syn_E=2.0))
background = sim.Population(len(weights), sim.SpikeSourcePoisson(rate=1000.0))
sim.Projection(background, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=weights / 1000.0))
\`\`\`
`,
  *checkDrives({ drives, comparisons }: ComparedDrives): Iterable<Finding> {
    const byId = new Map(drives.map((each) => [each.id, each]));
    const told = new Set<string>();
    for (const comparison of comparisons) {
      // What a population is called is no evidence, unless somebody says that one of the files is right.
      if (comparison.by === 'population' && !comparison.declared) continue;
      const reference = byId.get(comparison.reference);
      if (!reference) continue;
      for (const member of comparison.members) {
        const drive = byId.get(member.id);
        if (!drive) continue;
        if (drive !== reference && drive.live) yield* mismatch(comparison, member, drive, reference, byId);
        if (isLeftOut(drive) && !told.has(placeKey(drive))) {
          told.add(placeKey(drive));
          yield neverTaken(comparison, drive, byId);
        }
      }
    }
  },
};

export default rule;

/** Dead by an argument in the code; what the command line's options leave out is a choice made at each start. */
const isLeftOut = ({ live, kind, because = '' }: DriveData): boolean =>
  !live && kind !== 'recurrent' && !/`(?:not )?(?:args?|opts?|options|flags|FLAGS|parsed)\b/.test(because);

const placeKey = ({ span }: DriveData): string => `${span.file}:${span.start}`;

function* mismatch(
  comparison: ComparisonData,
  member: MemberData,
  drive: DriveData,
  reference: DriveData,
  byId: ReadonlyMap<string, DriveData>,
): Iterable<Finding> {
  const said = difference(comparison, member, drive, reference);
  if (!said) return;
  const amount = amountsLike(drive, reference);
  const others: readonly Related[] = comparison.members.flatMap(({ id }): Related[] => {
    const other = byId.get(id);
    if (!other || other === drive) return [];
    const role = other === reference ? (comparison.declared ? ', the reference' : '') : '';
    return [{ message: `${amount(other)} here${role}`, span: other.span }];
  });
  yield {
    rule: rule.id,
    severity: said.severity,
    message: said.message,
    span: member.blame ?? drive.span,
    related: others,
    derivation: derivation(member, drive, reference),
    fixes: member.fixes,
  };
}

function difference(
  { name, declared }: ComparisonData,
  { verdict, meanRatio, varianceRatio, sharing }: MemberData,
  drive: DriveData,
  reference: DriveData,
): { readonly severity: Severity; readonly message: string } | null {
  const amount = amountsLike(drive, reference);
  const there = `${fileName(reference)}${reference.live ? '' : ' (where the given arguments never take it)'}`;
  const open = declared ? '' : ' Nothing says which of them is right: `# spikelint: reference` in a file does.';
  if (verdict === 'mean')
    return {
      severity: 'warning',
      message:
        `\`${name}\` gives ${times(meanRatio)} the mean drive of ${there}: ${amount(drive)} against ${amount(reference)}, ` +
        `with ${times(varianceRatio)} the variance.${open}`,
    };
  if (verdict === 'variance')
    return {
      severity: 'information',
      message: `\`${name}\` gives the mean drive of ${there}, but ${times(varianceRatio)} its variance: ${amount(drive)} against ${amount(reference)}.`,
    };
  if (verdict === 'equal' && sharing !== undefined)
    return {
      severity: 'information',
      message: `\`${name}\` gives the mean and variance of ${there}, but ${sharing}: shared events correlate the neurons.`,
    };
  return null;
}

/** A dead path is compared as if it were taken, and that is said where it stands. */
function neverTaken(
  { name, members }: ComparisonData,
  drive: DriveData,
  byId: ReadonlyMap<string, DriveData>,
): Finding {
  const alive = members.map(({ id }) => byId.get(id)).filter((each) => each?.live === true);
  const flag = drive.steps.find(({ text, span }) => span && text.startsWith('never taken'));
  const elsewhere = alive.length === 0 ? '' : ` In ${alive.map((each) => each && fileName(each)).join(' and ')} it is.`;
  return {
    rule: rule.id,
    severity: 'information',
    message: `\`${name}\` is never given here: ${drive.because ?? 'the given arguments pass it by'}.${elsewhere}`,
    span: drive.span,
    related: flag?.span ? [{ message: 'this decides it', span: flag.span }] : [],
    derivation: drive.steps,
    fixes: [],
  };
}

function derivation(member: MemberData, drive: DriveData, reference: DriveData): Step[] {
  const total = (each: DriveData): Step => ({
    text: `in ${fileName(each)}: mean and variance per ms`,
    value: `${each.mean?.text ?? '?'}, ${each.variance?.text ?? '?'}`,
    span: each.span,
  });
  return [
    ...drive.steps,
    total(drive),
    ...reference.steps,
    total(reference),
    ...charge(drive, reference),
    { text: 'mean ÷ mean, variance ÷ variance', value: `${member.meanRatio ?? '?'}, ${member.varianceRatio ?? '?'}` },
  ];
}

/** Mean currents where the synapses differ, else what comes per ms: the two are to be read side by side. */
const amountsLike = (a: DriveData, b: DriveData): ((drive: DriveData) => string) =>
  a.current && b.current && (a.kernel.shape !== b.kernel.shape || a.kernel.tau !== b.kernel.tau)
    ? ({ current, mean }) => current?.text ?? mean?.text ?? '?'
    : ({ mean }) => mean?.text ?? '?';

/** Where the synapses differ, the currents are what is compared. */
function charge(a: DriveData, b: DriveData): Step[] {
  if (!a.current || !b.current || (a.kernel.shape === b.kernel.shape && a.kernel.tau === b.kernel.tau)) return [];
  return [a, b].map((each) => ({
    text: `in ${fileName(each)}: mean current, by the charge of its ${each.kernel.shape} synapse${each.kernel.tau === null ? '' : `, τ = ${each.kernel.tau} ms`}`,
    value: each.current?.text ?? '?',
    span: each.span,
  }));
}

/** `1/10 of`, `10 times`, and `100/vsc times` where a symbol stays. */
const times = (ratio: string | null): string =>
  ratio === null ? 'another multiple of' : /^1\/\d+$/.test(ratio) ? `${ratio} of` : `${ratio} times`;

const fileName = ({ span }: DriveData): string => span.file.slice(span.file.lastIndexOf('/') + 1);
