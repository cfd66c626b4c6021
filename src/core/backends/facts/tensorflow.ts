// What Keras' layers, cells and optimisers take, read in the Keras API documentation 3.8 (TensorFlow 2.18).
import { type ParameterFacts } from '../../parameters';

const units: ParameterFacts = { units: { unit: null, meaning: 'how many units' } };
const activation: ParameterFacts = { activation: { unit: null, meaning: 'the activation' } };

/** In the order of the positions of each class. */
export const kerasLayers: Readonly<Record<string, ParameterFacts>> = {
  Dense: { ...units, ...activation, use_bias: { unit: null, meaning: 'whether there is a bias' } },
  SimpleRNN: { ...units, ...activation },
  SimpleRNNCell: { ...units, ...activation },
  LSTM: { ...units, ...activation },
  LSTMCell: { ...units, ...activation },
  GRU: { ...units, ...activation },
  GRUCell: { ...units, ...activation },
  Dropout: { rate: { unit: '1', meaning: 'the part of the inputs set to 0: no firing rate', usual: [0, 0.9] } },
  GaussianNoise: { stddev: { unit: null, meaning: 'the spread of the noise, in the unit of the input' } },
  RNN: { cell: { unit: null, meaning: 'what is stepped over time' } },
};

export const kerasOptimizer: ParameterFacts = {
  learning_rate: {
    unit: null,
    meaning: 'the change of a weight per step is this × its gradient',
    standard: 0.001,
    usual: [1e-5, 1e-1],
  },
};

export const isKerasOptimizer = (name: string): boolean =>
  /^(?:Adam\w*|SGD|RMSprop|Nadam|Adagrad|Adadelta|Ftrl|Lion)$/.test(name);
