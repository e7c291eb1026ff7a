import type { Method } from '../explanation.js';
import { gradCam } from '../featureMaps/gradCam.js';
import { gradCamPlusPlus } from '../featureMaps/gradCamPlusPlus.js';
import { hiResCam } from '../featureMaps/hiResCam.js';
import { layerCam } from '../featureMaps/layerCam.js';
import { article } from './article.js';
import { featureMethod } from './featureMethod.js';
import { gradientTimesInput, integratedGradientsOfText } from './gradientMethods.js';
import type { Attribute } from './method.js';
import { occlusionMethod } from './occlusionMethods.js';
import { receipt } from './receipt.js';

/** Every method by its name. */
export const attributeBy: Readonly<Record<Method, Attribute>> = {
  gradcam: featureMethod(gradCam),
  article,
  'gradcam++': featureMethod(gradCamPlusPlus),
  hirescam: featureMethod(hiResCam),
  layercam: featureMethod(layerCam),
  'gradient-x-input': gradientTimesInput,
  'integrated-gradients': integratedGradientsOfText,
  'occlusion-delete': occlusionMethod('delete'),
  'occlusion-zero': occlusionMethod('zero'),
  'occlusion-pad': occlusionMethod('pad'),
  receipt,
};
