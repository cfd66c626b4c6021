"""The trained model: GLIF neurons whose membrane is measured in gaps from leak to threshold (TensorFlow)."""
import numpy as np
import tensorflow as tf


class InputLayer(tf.keras.layers.Layer):
    """Adds the background, the rest of the brain, to what the sensory input brings."""

    def __init__(self, bkg_weights, use_recorded_noise=True, recorded=None, **kwargs):
        super().__init__(**kwargs)
        self._bkg_weights = bkg_weights
        self._use_recorded_noise = use_recorded_noise
        self._recorded = recorded

    def call(self, inputs):
        batch, steps = inputs.shape[0], inputs.shape[1]
        if self._use_recorded_noise:
            chosen = tf.random.uniform((batch, steps), maxval=len(self._recorded), dtype=tf.int64)
            noise = tf.gather(self._recorded, chosen)[..., None]
        else:
            # Ten sources, each with an event in every tenth step.
            events = tf.reduce_sum(tf.cast(tf.random.uniform((batch, steps, 10)) < .1, tf.float32), -1)
            noise = self._bkg_weights[None, None] * events[..., None] / 10.
        return inputs + noise


class Cortex(tf.keras.layers.Layer):
    def __init__(self, neurons, bkg_weights, dt=1., train_background=False):
        super().__init__()
        self._dt = dt
        params = neurons['params']
        voltage_scale = params['V_th'] - params['E_L']
        self.v_th = (params['V_th'] - params['E_L']) / voltage_scale
        # pA, in units of the gap; ten times as large, so that training moves them as fast as the others.
        per_receptor = np.repeat(voltage_scale[neurons['types']], neurons['n_receptors'])
        bkg_weights = bkg_weights / per_receptor
        self.bkg_weights = tf.Variable(bkg_weights * 10., name='background', trainable=train_background)
