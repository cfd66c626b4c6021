// What the model's behaviour calls for: scale, loop gain, input, dynamics, pairing, loss terms, weights, and whether the data can be learnt.
import { type Advice, type Diagnosis, type ModelDescription, type Summary } from './diagnosis';
import { figure, percent } from './words';

type Parts = Omit<Diagnosis, 'findings' | 'next'>;

export const meanOf = (of: Summary): number => (typeof of === 'number' ? of : of.mean);

export function adviceOnModel(parts: Parts): Advice[] {
  const { description, model } = parts;
  if (!description || !model) return [...onWeights(parts), ...onLearnable(parts)];
  const onModel = [
    ...onNumbers(parts, description),
    ...onScale(parts, description),
    ...onLoop(description, parts),
    ...onInput(parts, description),
    ...onDynamics(parts, description),
    ...onLoss(parts),
  ];
  // Activation, time constant and read-out may be others than is assumed: no ground to call it a problem.
  const found = description.place === null ? onModel.map(assumed) : onModel;
  return [...found, ...onPairing(parts, description), ...onWeights(parts), ...onLearnable(parts)];
}

const assumed = (advice: Advice): Advice => ({
  ...advice,
  severity: advice.severity === 'problem' ? 'warning' : advice.severity,
  evidence: `${advice.evidence}; this is so if the network is what is assumed of its weights: give the code to be sure`,
});

function onNumbers({ model }: Parts, { place }: ModelDescription): Advice[] {
  if (!model || model.notFinite === 0) return [];
  return [
    {
      id: 'not-finite',
      severity: 'problem',
      title: 'The model puts out NaN or infinite numbers',
      evidence: `${model.notFinite} of its numbers on the first ${model.trials} trials`,
      change: 'look at the loop gain below, and at weights that are not finite',
      why: 'no loss of such numbers means anything, and their gradients destroy the weights',
      place,
    },
  ];
}

function onScale({ model, data }: Parts, description: ModelDescription): Advice[] {
  const match = model?.match;
  const own = match?.modelMean ?? model?.rates.actual.mean ?? NaN;
  const target = match?.targetMean ?? data.mean;
  const ratio = own / target;
  if (!(ratio < 0.5 || ratio > 2) || !(own > 0) || !(target > 0)) return [];
  const scale = target / own;
  const radius = description.loopGain.most;
  const inside =
    radius === null ? '' : `; inside it the loop gain would go from ${figure(radius)} to ${figure(radius * scale)}`;
  const baseline = meanOf(description.outsideBaseline ?? 0);
  const already = description.outsideScale !== null && meanOf(description.outsideScale) !== 1;
  return [
    {
      id: 'scale-mismatch',
      severity: 'problem',
      title: `The model’s mean rate is ${ratio < 1 ? `${figure(1 / ratio)} times too low` : `${figure(ratio)} times too high`}`,
      evidence: `${figure(own)} sp/s against ${figure(target)} in the data${description.form === 'other' ? '' : `; ${description.activation} at rest gives ${figure(restOf(description))} sp/s`}`,
      change:
        description.outsideScale === null
          ? `multiply what is put out by ${figure(scale)}, by a learnable read-out scale outside the loop or by the one it has; what is sent back stays as it is`
          : `${already ? 'change' : 'add'} a read-out scale outside the loop: rates = ${figure((target - baseline) / ((own - baseline) / meanOf(description.outsideScale ?? 1)))} · r${baseline === 0 ? '' : ` + ${figure(baseline)}`}, learnable, applied to what is compared with the data only`,
      why: `without it the weights must first grow by that much before any shape can be learnt${inside}`,
      place: description.places.activation ?? description.place,
    },
  ];
}

function restOf({ activation, outsideScale, outsideBaseline }: ModelDescription): number {
  const rest = activation === 'softplus' ? Math.LN2 : activation === 'sigmoid' ? 0.5 : 0;
  return rest * meanOf(outsideScale ?? 1) + meanOf(outsideBaseline ?? 0);
}

function onLoop(description: ModelDescription, { weights }: Parts): Advice[] {
  const { insideScale, insideBaseline, loopGain, places } = description;
  const scale = meanOf(insideScale);
  const found: Advice[] = [];
  const radius = weights.find(({ spectralRadius }) => spectralRadius)?.spectralRadius?.value ?? null;
  if (Math.abs(scale - 1) > 1e-9 || meanOf(insideBaseline) !== 0)
    found.push({
      id: 'scale-in-loop',
      severity: 'problem',
      title: 'The rate is scaled inside the recurrence',
      evidence: `what goes back through the recurrent weights is ${figure(scale)} · r${meanOf(insideBaseline) === 0 ? '' : ` + ${figure(meanOf(insideBaseline))}`}: the spectral radius ${figure(radius)} acts as ${figure(loopGain.most)}`,
      change: 'feed the unscaled rate back, and scale only what is put out',
      why: 'the scale multiplies the loop gain: above 1 activity grows until the function saturates, or without end',
      place: places.recurrent ?? description.place,
    });
  else if (loopGain.most !== null && loopGain.most > 1.05 && (loopGain.atOperatingPoint ?? 0) > 1.05)
    found.push({
      id: 'loop-gain',
      severity: 'warning',
      title: 'The recurrence amplifies itself',
      evidence: `the loop gain is ${figure(loopGain.atOperatingPoint)} where the units are, ${figure(loopGain.most)} where the function is steepest`,
      change:
        'look at the balance of excitation and inhibition, and at the largest eigenvalue’s sign, before lowering the weights',
      why: 'a real positive eigenvalue above 1 runs away with a function that does not saturate; a negative or complex one makes oscillations',
      place: places.recurrent ?? description.place,
    });
  const kept = typeof description.kept === 'number' ? description.kept : description.kept.min;
  if (kept < 0)
    found.push({
      id: 'step-too-long',
      severity: 'problem',
      title: 'The step is longer than the time constant',
      evidence: `the state keeps ${figure(kept)} of itself in a step: dt/τ is ${figure(1 - kept)}`,
      change: 'make dt at most τ/2, or τ longer',
      why: 'Euler’s method overshoots: from dt = 2τ on it diverges',
      place: places.update ?? description.place,
    });
  return found;
}

function onInput({ model }: Parts, { places, place }: ModelDescription): Advice[] {
  if (!model || Math.abs(model.modulation) >= 0.5) return [];
  const strong = model.inputEffect >= 0.5;
  return [
    {
      id: 'weak-input',
      severity: strong ? 'note' : 'problem',
      title: strong ? 'The input changes units, but not the mean' : 'The input hardly moves the network',
      evidence: `the mean is ${figure(model.rates.actual.mean)} sp/s with and ${figure(model.rates.zero.mean)} without input (${percent(model.modulation)}); unit by unit and step by step the change is ${percent(model.inputEffect)} of the mean; tenfold input gives ${figure(model.rates.tenfold.mean)}`,
      change: strong
        ? 'nothing, if excitation and inhibition are meant to cancel'
        : 'draw the input weights larger and with a positive mean, such as uniform from −0.5 to 2, and see that the ratio passes 50 %',
      why: strong
        ? 'weights drawn around 0 move units up and down alike'
        : 'what the input does not move, no gradient through the input can shape: the best the model can do is a constant',
      place: places.input ?? place,
    },
  ];
}

function onDynamics({ model, data }: Parts, description: ModelDescription): Advice[] {
  if (!model) return [];
  const found: Advice[] = [];
  if (model.constantUnits > 0)
    found.push({
      id: 'constant-units',
      severity: model.constantUnits > model.width / 4 ? 'problem' : 'warning',
      title: 'Units that never change',
      evidence: `${model.constantUnits} of ${model.width} put out the same in every step of the first ${model.trials} trials`,
      change:
        'give them input or a bias that brings them above the function’s foot; leave them out of normalised losses',
      why: 'a z-score divides by their spread: near 0 that makes gradients explode',
      place: description.places.activation ?? description.place,
    });
  const match = model.match;
  const ratio =
    match?.modelSpread !== null && match?.targetSpread ? (match?.modelSpread ?? NaN) / match.targetSpread : NaN;
  if (ratio < 0.25)
    found.push({
      id: 'flat-in-time',
      severity: 'problem',
      title: 'The model is nearly flat in time',
      evidence: `its PSTH spreads by ${figure(match?.modelSpread)} sp/s over time, the data’s by ${figure(match?.targetSpread)} (${percent(ratio)})`,
      change: `scale the read-out first; then stronger input, then recurrence nearer to the edge (spectral radius 1.0 to 1.1; now a loop gain of ${figure(description.loopGain.atOperatingPoint)})`,
      why: 'a flat output has no correlation to improve, and normalising it only enlarges its noise',
      place: description.place,
    });
  if (meanOf(description.noiseSd) === 0 && ratio < 0.25)
    found.push({
      id: 'no-noise',
      severity: 'note',
      title: 'No noise is injected',
      evidence: 'the update adds no random part',
      change: 'add noise of about 0.1 · √(2·dt/τ) if single-trial variability is to be matched',
      why: 'trials with the same input are then identical, and a trial-matching loss can’t tell them apart',
      place: description.places.update ?? description.place,
    });
  const tau = description.tauMs;
  const lasts = data.binMs !== null && tau !== null ? meanOf(tau) / data.binMs : NaN;
  if (lasts < 1)
    found.push({
      id: 'no-memory',
      severity: 'warning',
      title: 'A unit forgets within one bin',
      evidence: `τ is ${figure(meanOf(tau ?? NaN))} ms, a bin ${figure(data.binMs)} ms`,
      change: 'make τ at least two bins long',
      why: 'all memory has then to come from the recurrence',
      place: description.places.update ?? description.place,
    });
  return found;
}

function onPairing({ model, data }: Parts, description: ModelDescription): Advice[] {
  const types = data.byType.filter(({ type }) => type !== 'unknown');
  const match = model?.match;
  if (!match || types.length < 2 || description.excitatory === null) return [];
  const { crossed } = match;
  if (crossed === 0) return [];
  return [
    {
      id: 'paired-across-types',
      severity: 'problem',
      title: 'Taken in order, neurons meet units of the other type',
      evidence: `the data’s types are mixed, the model’s excitatory units come first: \`rates[:, :, :n]\` pairs ${crossed} of ${match.units.length} neurons with a unit of the other type`,
      change:
        'give the loss the indices of the units: excitatory neurons to the first excitatory units, inhibitory ones to the inhibitory block' +
        (match.pairing === 'by type' ? ' (figures here are paired that way)' : ''),
      why: 'an inhibitory neuron fitted by an excitatory unit puts Dale’s law against the data',
      place: description.place,
    },
  ];
}

function onLoss({ model }: Parts): Advice[] {
  const loss = model?.match?.loss;
  // Against data that don't move, all of it is chance.
  if (!loss || !(model?.match?.targetSpread ?? 0)) return [];
  const weighted = { correlation: loss.correlation, scale: 0.1 * loss.scale, variance: 0.05 * loss.variance };
  const size = weighted[loss.dominant] / loss.total;
  return [
    {
      id: 'psth-loss',
      severity: 'note',
      title: `A PSTH loss of correlation, scale and variance is ${figure(loss.total)} here`,
      evidence: `1 − r is ${figure(loss.correlation)}, scale ${figure(loss.scale)} (× 0.1), variance ${figure(loss.variance)} (× 0.05); ${loss.dominant} makes up ${percent(size)}`,
      change:
        loss.dominant === 'correlation'
          ? 'it can be trained on as it is'
          : `take care of the ${loss.dominant} first (the read-out scale), or its gradient hides the correlation’s`,
      why: 'it stays bounded where the model is flat; a z-scored error is 2·(1 − r), at most 4, so a loss far above that was not normalised',
    },
  ];
}

function onWeights({ weights }: Parts): Advice[] {
  return weights.flatMap((each): Advice[] => {
    const found: Advice[] = [];
    if (each.nan > 0)
      found.push({
        id: 'weights-not-finite',
        severity: 'problem',
        title: `${each.name} holds NaN or infinite numbers`,
        evidence: `${each.nan} of ${each.shape.join(' × ')}`,
        change: 'go back to a checkpoint before the loss exploded',
        why: 'nothing learnt from here on can be sound',
      });
    const dale = each.dale;
    if (dale && dale.mixed > 0 && dale.violations < 0.05 * (each.shape[0] ?? 0) * (each.shape[1] ?? 0))
      found.push({
        id: 'dale-violated',
        severity: 'warning',
        title: `${each.name} breaks Dale’s law in places`,
        evidence: `${dale.violations} weights of ${dale.mixed} units have the other sign than the rest of what these units send`,
        change: 'apply the sign after every update, or build the weights as |W| · sign',
        why: 'most of the matrix keeps to the law: these weights slipped through',
      });
    return found;
  });
}

function onLearnable({ learnable }: Parts): Advice[] {
  if (!learnable || learnable.verdict === 'unknown') return [];
  const words = learnable.readouts
    .map(({ of, correlation, judged }) => `${of} ${figure(correlation)} (${judged} trials)`)
    .join(', ');
  const evidence = `PSTH correlation of linear read-outs on trials that were not fitted: ${words}; half of the trials against the other half ${figure(learnable.ceiling)}`;
  const dale = learnable.readouts.find(({ of }) => of === 'units with Dale’s law')?.correlation ?? null;
  const free = learnable.readouts.find(({ of }) => of === 'units without Dale’s law')?.correlation ?? null;
  const constraint = dale !== null && free !== null && free - dale > 0.1;
  if (learnable.verdict === 'learnable')
    return [
      {
        id: 'learnable',
        severity: 'note',
        title: 'The data can be learnt: a linear read-out does it',
        evidence,
        change: constraint
          ? 'loosen the signs or the ratio of excitation to inhibition: without Dale’s law the same units carry more'
          : 'look at scale, loss and learning rate before the architecture',
        why: constraint
          ? 'what is lost lies in the constraint'
          : `what a linear read-out of these inputs reaches, a trained network must reach too${dale === null ? '' : '; Dale’s law does not stand in the way'}`,
      },
    ];
  if (learnable.verdict === 'not reproducible')
    return [
      {
        id: 'psth-not-reproducible',
        severity: 'problem',
        title: 'The PSTH of the data does not repeat',
        evidence,
        change:
          'smooth in time, take more trials, or average within a condition; judge by the bins that many trials reach',
        why: 'where one half of the trials does not predict the other half’s PSTH, a correlation with it says nothing about a model',
      },
    ];
  return [
    {
      id: 'not-learnable',
      severity: 'warning',
      title: 'Even a linear read-out hardly follows the data',
      evidence,
      change:
        'check the alignment of inputs and rates in time, the mask and the order of trials; then whether the inputs carry what the neurons respond to',
      why: 'if neither the inputs with memory nor the units give the PSTH, no constraint of the network is to blame',
    },
  ];
}
