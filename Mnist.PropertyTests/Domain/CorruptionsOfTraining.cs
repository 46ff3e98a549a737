using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using static Mnist.Domain.Checking.PlanError;
using Affine = Mnist.Domain.Training.Augmentation.Affine;
using Cosine = Mnist.Domain.Training.LearningRateSchedule.Cosine;
using Cyclic = Mnist.Domain.Training.LearningRateSchedule.Cyclic;
using Erasing = Mnist.Domain.Training.Augmentation.RandomErasing;
using OneCycle = Mnist.Domain.Training.LearningRateSchedule.OneCycle;
using StepLr = Mnist.Domain.Training.LearningRateSchedule.StepLr;

namespace Mnist.PropertyTests.Domain;

internal static partial class Corruptions
{
    private static IEnumerable<Corruption> InTraining =>
    [
        InPlan("no epochs", ["epochs"], t => t with { Epochs = 0 }, new OutOfRange("training", "epochs", 0, new(1, 1_000_000))),
        InPlan(
            "a million epochs and one",
            ["epochs"],
            t => t with { Epochs = 1_000_001 },
            new OutOfRange("training", "epochs", 1_000_001, new(1, 1_000_000))),
        InPlan("no images in a batch", ["batch"], t => t with { BatchSize = 0 }, new OutOfRange("training", "batchSize", 0, AtLeastOne)),
        InPlan("more images in a batch than there are", ["batch"], t => t with { BatchSize = 60_001 }, new BatchTooLarge(60_001, 60_000)),
        InPlan("batch of 2^31 - 1", ["batch"], t => t with { BatchSize = int.MaxValue }, new BatchTooLarge(int.MaxValue, 60_000)),
        InPlan(
            "all of the target spread",
            ["smoothing"],
            t => t with { LabelSmoothing = 1 },
            new OutOfRange("training", "labelSmoothing", 1, BelowOne)),
        InPlan(
            "mean that is not a number",
            ["normalization"],
            t => t with { Normalization = new(double.NaN, 1) },
            new OutOfRange("training.normalization", "mean", double.NaN, new(double.NegativeInfinity, double.PositiveInfinity))),
        InPlan(
            "no deviation",
            ["normalization"],
            t => t with { Normalization = new(0, 0) },
            new OutOfRange("training.normalization", "standardDeviation", 0, Positive)),
        InPlan(
            "average that never moves",
            ["average"],
            t => t with { WeightAverage = new(1) },
            new OutOfRange("training.weightAverage", "decay", 1, BelowOne)),
        InPlan(
            "average every no steps",
            ["average"],
            t => t with { WeightAverage = new(0.9) { EverySteps = 0 } },
            new OutOfRange("training.weightAverage", "everySteps", 0, AtLeastOne)),
        Optimised(new Optimizer.Sgd { LearningRate = 0 }, "learningRate", 0, Positive),
        Optimised(new Optimizer.Sgd { LearningRate = double.PositiveInfinity }, "learningRate", double.PositiveInfinity, Positive),
        Optimised(new Optimizer.Sgd { LearningRate = 1, WeightDecay = -1 }, "weightDecay", -1, NotNegative),
        Optimised(new Optimizer.Sgd { LearningRate = 1, Momentum = 1 }, "momentum", 1, BelowOne),
        Optimised(
            new Optimizer.Sgd { LearningRate = 1, Nesterov = true },
            "momentum",
            0,
            new(0, 1, LowIncluded: false, HighIncluded: false)),
        Optimised(new Optimizer.Adam { LearningRate = 1, Beta1 = 1 }, "beta1", 1, BelowOne),
        Optimised(new Optimizer.Adam { LearningRate = 1, Beta2 = -1 }, "beta2", -1, BelowOne),
        Optimised(new Optimizer.Adam { LearningRate = 1, Epsilon = 0 }, "epsilon", 0, Positive),
        Optimised(new Optimizer.AdamW { LearningRate = 1, Beta1 = -0.5 }, "beta1", -0.5, BelowOne),
        Optimised(new Optimizer.AdamW { LearningRate = 1, Beta2 = 1 }, "beta2", 1, BelowOne),
        Optimised(new Optimizer.AdamW { LearningRate = 1, Epsilon = -1 }, "epsilon", -1, Positive),
    ];

    private static IEnumerable<Corruption> InSchedules =>
    [
        Scheduled(new StepLr(0), "stepEpochs", 0, AtLeastOne),
        Scheduled(new StepLr(1) { Gamma = 0 }, "gamma", 0, AboveZero),
        Scheduled(new StepLr(1) { Gamma = 1.5 }, "gamma", 1.5, AboveZero),
        Scheduled(new OneCycle(0), "maxLearningRate", 0, Positive),
        Scheduled(new OneCycle(1) { RisingShare = 0 }, "risingShare", 0, new(0, 1, LowIncluded: false, HighIncluded: false)),
        Scheduled(new OneCycle(1) { RisingShare = 1 }, "risingShare", 1, new(0, 1, LowIncluded: false, HighIncluded: false)),
        Scheduled(new OneCycle(1) { DivFactor = 0.5 }, "divFactor", 0.5, AtLeastOne),
        Scheduled(new OneCycle(1) { FinalDivFactor = 0 }, "finalDivFactor", 0, AtLeastOne),
        Scheduled(new OneCycle(1) { Momentum = new(-0.5, 0.9) }, "low", -0.5, BelowOne, "training.schedule.momentum"),
        Scheduled(new OneCycle(1) { Momentum = new(1, 0.9) }, "low", 1, BelowOne, "training.schedule.momentum"),
        Scheduled(
            new OneCycle(1) { Momentum = new(0.9, 0.8) },
            "high",
            0.8,
            new(0.9, 1, HighIncluded: false),
            "training.schedule.momentum"),
        Scheduled(new Cosine { WarmupEpochs = -1 }, "warmupEpochs", -1, NotNegative),
        Scheduled(new Cosine { WarmupStart = 0 }, "warmupStart", 0, AboveZero),
        Scheduled(new Cosine { FinalLearningRate = -1 }, "finalLearningRate", -1, NotNegative),
        Scheduled(new Cyclic(-1, 1, 5), "baseLearningRate", -1, NotNegative),
        Scheduled(new Cyclic(double.NaN, 1, 5), "baseLearningRate", double.NaN, NotNegative),
        Scheduled(new Cyclic(0.1, 0.1, 5), "maxLearningRate", 0.1, new(0.1, double.PositiveInfinity, LowIncluded: false)),
        Scheduled(new Cyclic(0.1, 1, 0) { StepsDown = 5 }, "stepsUp", 0, AtLeastOne),
        Scheduled(new Cyclic(0.1, 1, 5) { StepsDown = 0 }, "stepsDown", 0, AtLeastOne),
        Scheduled(
            new Cyclic(0.1, 1, 5) { Momentum = new(0.5, 1) }, "high", 1, new(0.5, 1, HighIncluded: false), "training.schedule.momentum"),
    ];

    private static IEnumerable<Corruption> InAugmentations =>
    [
        Augmented(new Augmentation.Rotation(181), "degrees", 181, new(0, 180)),
        Augmented(new Augmentation.Rotation(1) { Fill = 256 }, "fill", 256, new(0, 255)),
        Augmented(new Affine { Degrees = -1 }, "degrees", -1, new(0, 180)),
        Augmented(new Affine { Translate = 1.5 }, "translate", 1.5, new(0, 1)),
        Augmented(new Affine { ScaleMin = 0 }, "scaleMin", 0, Positive),
        Augmented(new Affine { ScaleMin = double.NaN }, "scaleMin", double.NaN, Positive),
        Augmented(new Affine { ScaleMax = 0.5 }, "scaleMax", 0.5, AtLeastOne),
        Augmented(new Affine { Shear = 90 }, "shear", 90, new(0, 89)),
        Augmented(new Affine { Fill = -1 }, "fill", -1, new(0, 255)),
        Augmented(new Augmentation.ColorJitter { Brightness = -1 }, "brightness", -1, NotNegative),
        Augmented(new Augmentation.ColorJitter { Contrast = double.NaN }, "contrast", double.NaN, NotNegative),
        Augmented(new Augmentation.RandomCrop(-1), "padding", -1, NotNegative),
        Augmented(new Augmentation.RandomCrop(28), "padding", 28, new(0, 27)),
        Augmented(new Erasing { Probability = 2 }, "probability", 2, new(0, 1)),
        Augmented(new Erasing { AreaMin = 0 }, "areaMin", 0, AboveZero),
        Augmented(new Erasing { AreaMin = 2 }, "areaMin", 2, AboveZero),
        Augmented(new Erasing { AreaMin = 0.5, AreaMax = 0.4 }, "areaMax", 0.4, new(0.5, 1)),
        Augmented(new Erasing { AspectMin = 0 }, "aspectMin", 0, Positive),
        Augmented(new Erasing { AspectMin = 2, AspectMax = 1 }, "aspectMax", 1, new(2, double.PositiveInfinity)),
        Augmented(new Erasing { Fill = 300 }, "fill", 300, new(0, 255)),
    ];

    private static IEnumerable<Corruption> InTargets =>
    [
        InTarget(
            "more than all correct",
            ["accuracy"],
            t => t with { Accuracy = 100.5 },
            new OutOfRange("target", "accuracy", 100.5, new(0, 100))),
        InTarget("no last epochs", ["lastEpochs"], t => t with { LastEpochs = 0 }, new OutOfRange("target", "lastEpochs", 0, AtLeastOne)),
        InTarget(
            "no parameters",
            ["maxParameters"],
            t => t with { MaxParameters = 0 },
            new OutOfRange("target", "maxParameters", 0, AtLeastOne)),
        InTarget("no multiply-adds", ["maxMacs"], t => t with { MaxMacs = 0 }, new OutOfRange("target", "maxMacs", 0, AtLeastOne)),
        InTarget(
            "no field",
            ["field"],
            t => t with { MinReceptiveField = 0 },
            new OutOfRange("target", "minReceptiveField", 0, AtLeastOne)),
        InTarget(
            "no flash",
            ["maxFlashBytes"],
            t => t with { MaxFlashBytes = 0 },
            new OutOfRange("target", "maxFlashBytes", 0, AtLeastOne)),
        InTarget(
            "no RAM", ["maxRamBytes"], t => t with { MaxRamBytes = 0 }, new OutOfRange("target", "maxRamBytes", 0, AtLeastOne)),
        InTarget("no epochs allowed", ["maxEpochs"], t => t with { MaxEpochs = 0 }, new OutOfRange("target", "maxEpochs", 0, AtLeastOne)),
        InTarget("one epoch more than allowed", ["maxEpochs", "epochs"], t => t with { MaxEpochs = 9 }, new TooManyEpochs(10, 9)),
        InTarget(
            "one epoch fewer than looked back over",
            ["lastEpochs", "epochs"],
            t => t with { LastEpochs = 11 },
            new TooFewEpochs(10, 11)),
    ];

    private static Corruption InPlan(string name, ValueList<string> touches, Func<TrainingPlan, TrainingPlan> change, PlanError expected) =>
        new(name, Stage.Apart, touches, plan => plan with { Training = change(plan.Training) }, expected);

    private static Corruption InTarget(
        string name, ValueList<string> touches, Func<Target, Target> change, PlanError expected, Stage stage = Stage.Apart) =>
        new(name, stage, touches, plan => plan with { Target = change(plan.Target) }, expected);

    private static Corruption Optimised(Optimizer optimizer, string field, double value, Interval allowed) => InPlan(
        $"{optimizer.GetType().Name} {field} {value}",
        ["optimizer"],
        t => t with { Optimizer = optimizer },
        new OutOfRange("training.optimizer", field, value, allowed));

    private static Corruption Scheduled(
        LearningRateSchedule schedule, string field, double value, Interval allowed, string where = "training.schedule") => InPlan(
        $"{schedule.GetType().Name} {field} {value}",
        ["schedule"],
        t => t with { Schedule = schedule },
        new OutOfRange(where, field, value, allowed));

    private static Corruption Augmented(Augmentation augmentation, string field, double value, Interval allowed) => InPlan(
        $"{augmentation.GetType().Name} {field} {value}",
        ["augmentations"],
        t => t with { Augmentations = [.. t.Augmentations, augmentation] },
        new OutOfRange("training.augmentations.1", field, value, allowed));
}
