import type { TrainEvent } from '@textcam/text';
import { oneLine } from './errors.js';
import { type Progress, showEvaluation, showPreprocessing } from './progress.js';

/** Draws a training's events: a phase for each kind of work, a line for each epoch. */
export function showTraining(progress: Progress, epochs: number): (event: TrainEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'preprocess':
        return showPreprocessing(progress, event);
      case 'vectors': {
        const { found, words, dimensions } = event;
        return progress.end(`Vectors of ${dimensions} dimensions for ${found} of ${words} words`);
      }
      case 'calibrate':
        return progress.update('Learning to fit the temperature', event.done, { total: event.total, unit: 'batches' });
      case 'step':
        return progress.update(`Epoch ${event.epoch + 1}/${epochs}`, event.step, {
          total: event.steps,
          unit: 'batches',
        });
      case 'deviceLost': {
        const what = event.message.replace(/^webgpu: /, '').replace(/;.*/, '');
        const how = event.anew ? 'Beginning anew' : goingOn(event, epochs);
        return progress.end(oneLine(`${how} on ${event.device.description}: ${what}`));
      }
      case 'evaluate':
        return showEvaluation(progress, event, `Evaluating on ${event.part}`);
      case 'epoch': {
        const { epoch, seconds, trainLoss, trainAccuracy, testAccuracy, validationLoss, validationAccuracy } = event;
        const losses = [`train loss ${trainLoss.toFixed(4)}`];
        const accuracies = [`${trainAccuracy.toFixed(4)} on train`];
        if (validationLoss !== undefined && validationAccuracy !== undefined) {
          losses.push(`validation loss ${validationLoss.toFixed(4)}`);
          accuracies.push(`${validationAccuracy.toFixed(4)} on validation`);
        }
        accuracies.push(`${testAccuracy.toFixed(4)} on test`);
        return progress.end(
          `Epoch ${epoch + 1}/${epochs}: ${seconds.toFixed(1)} s, ${losses.join(', ')}, accuracy ${accuracies.join(', ')}`,
        );
      }
    }
  };
}

/** 'Going on from epoch 2/3', or after which batch of it. */
export function goingOn({ epoch, step }: { epoch: number; step: number }, epochs: number): string {
  if (epoch >= epochs) return 'Going on after the last epoch';
  return `Going on ${step === 0 ? 'from' : `after batch ${step} of`} epoch ${epoch + 1}/${epochs}`;
}
