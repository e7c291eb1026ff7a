import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import { tfjs } from './tfjs.js';

/** TensorFlow.js on WebGPU. */
export const tfjsWebGpu = tfjs('tfjs-webgpu', 'webgpu', (table, words) => tf.gather(table, words));
