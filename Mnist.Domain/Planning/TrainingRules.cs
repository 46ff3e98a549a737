namespace Mnist.Domain;

/// <summary>What can be said of a training plan without knowing the network.</summary>
internal static class TrainingRules
{
    private const string Training = "training";

    /// <summary>Every field out of range, and everything in the plan that contradicts the rest of it or the data.</summary>
    public static IEnumerable<PlanError> Check(TrainingPlan plan, DataSpec data) =>
    [
        .. Ranges.Check(Training, "epochs", plan.Epochs, new(1, 1_000_000)),
        .. Ranges.Check(Training, "batchSize", plan.BatchSize, Ranges.AtLeast(1)),
        .. plan.BatchSize > data.TrainingImages ? [new PlanError.BatchTooLarge(plan.BatchSize, data.TrainingImages)] : Enumerable.Empty<PlanError>(),
        .. Ranges.Check(Training, "labelSmoothing", plan.LabelSmoothing, Ranges.ShareBelowOne),
        .. Ranges.Check("training.normalization", "mean", plan.Normalization.Mean, new(double.NegativeInfinity, double.PositiveInfinity)),
        .. Ranges.Check("training.normalization", "standardDeviation", plan.Normalization.StandardDeviation, Ranges.Positive),
        .. Average(plan.WeightAverage),
        .. Optimizer(plan.Optimizer),
        .. Schedule(plan.Schedule, plan.Epochs, StepsPerEpoch(plan, data)),
        .. plan.Augmentations.SelectMany((augmentation, index) => Augmentation(augmentation, $"training.augmentations.{index}", data.Image)),
    ];

    private static long? StepsPerEpoch(TrainingPlan plan, DataSpec data) =>
        plan.BatchSize < 1 ? null : data.StepsPerEpoch(plan.BatchSize);

    private static IEnumerable<PlanError> Average(WeightAverage? average) => average is null
        ? []
        :
        [
            .. Ranges.Check("training.weightAverage", "decay", average.Decay, Ranges.ShareBelowOne),
            .. Ranges.Check("training.weightAverage", "everySteps", average.EverySteps, Ranges.AtLeast(1)),
        ];

    private static IEnumerable<PlanError> Optimizer(Optimizer optimizer)
    {
        const string Where = "training.optimizer";
        return
        [
            .. Ranges.Check(Where, "learningRate", optimizer.LearningRate, Ranges.Positive),
            .. Ranges.Check(Where, "weightDecay", optimizer.WeightDecay, Ranges.NotNegative),
            .. optimizer.Match<IEnumerable<PlanError>>(new(
                Sgd: s => Ranges.Check(Where, "momentum", s.Momentum, s.Nesterov ? new(0, 1, false, false) : Ranges.ShareBelowOne),
                Adam: a => Moments(a.Beta1, a.Beta2, a.Epsilon),
                AdamW: a => Moments(a.Beta1, a.Beta2, a.Epsilon))),
        ];

        static IEnumerable<PlanError> Moments(double beta1, double beta2, double epsilon) =>
        [
            .. Ranges.Check(Where, "beta1", beta1, Ranges.ShareBelowOne),
            .. Ranges.Check(Where, "beta2", beta2, Ranges.ShareBelowOne),
            .. Ranges.Check(Where, "epsilon", epsilon, Ranges.Positive),
        ];
    }

    private static IEnumerable<PlanError> Schedule(LearningRateSchedule schedule, int epochs, long? stepsPerEpoch)
    {
        const string Where = "training.schedule";
        return schedule.Match<IEnumerable<PlanError>>(new(
            Constant: _ => [],
            StepLr: s =>
            [
                .. Ranges.Check(Where, "stepEpochs", s.StepEpochs, Ranges.AtLeast(1)),
                .. Ranges.Check(Where, "gamma", s.Gamma, new(0, 1, LowIncluded: false)),
                .. Within("stepEpochs", s.StepEpochs, epochs - 1L),
            ],
            OneCycle: s =>
            [
                .. Ranges.Check(Where, "maxLearningRate", s.MaxLearningRate, Ranges.Positive),
                .. Ranges.Check(Where, "risingShare", s.RisingShare, new(0, 1, false, false)),
                .. Ranges.Check(Where, "divFactor", s.DivFactor, Ranges.AtLeast(1)),
                .. Ranges.Check(Where, "finalDivFactor", s.FinalDivFactor, Ranges.AtLeast(1)),
                .. Momentum(s.Momentum),
            ],
            Cosine: s =>
            [
                .. Ranges.Check(Where, "warmupEpochs", s.WarmupEpochs, Ranges.NotNegative),
                .. Ranges.Check(Where, "warmupStart", s.WarmupStart, new(0, 1, LowIncluded: false)),
                .. Ranges.Check(Where, "finalLearningRate", s.FinalLearningRate, Ranges.NotNegative),
                .. Within("warmupEpochs", s.WarmupEpochs, epochs - 1L),
            ],
            Cyclic: s =>
            [
                .. Ranges.Check(Where, "baseLearningRate", s.BaseLearningRate, Ranges.NotNegative),
                .. Ranges.Check(Where, "maxLearningRate", s.MaxLearningRate, Ranges.Above(Ranges.BoundBy(s.BaseLearningRate, Ranges.NotNegative))),
                .. Ranges.Check(Where, "stepsUp", s.StepsUp, Ranges.AtLeast(1)),
                .. Ranges.Check(Where, "stepsDown", s.StepsDown, Ranges.AtLeast(1)),
                .. Within("stepsUp + stepsDown", (long)s.StepsUp + s.StepsDown, epochs * stepsPerEpoch),
                .. Momentum(s.Momentum),
            ]));

        static IEnumerable<PlanError> Momentum(MomentumCycle? cycle) => cycle is null
            ? []
            :
            [
                .. Ranges.Check("training.schedule.momentum", "low", cycle.Low, Ranges.ShareBelowOne),
                .. Ranges.Check("training.schedule.momentum", "high", cycle.High, new(Ranges.BoundBy(cycle.Low, Ranges.ShareBelowOne), 1, HighIncluded: false)),
            ];

        IEnumerable<PlanError> Within(string field, long value, long? available) =>
            epochs >= 1 && value > available ? [new PlanError.ScheduleTooLong(field, value, available.Value)] : [];
    }

    private static IEnumerable<PlanError> Augmentation(Augmentation augmentation, string where, Shape image) =>
        augmentation.Match<IEnumerable<PlanError>>(new(
            Rotation: r =>
            [
                .. Ranges.Check(where, "degrees", r.Degrees, new(0, 180)),
                .. Ranges.Check(where, "fill", r.Fill, Ranges.GreyLevel),
            ],
            Affine: a =>
            [
                .. Ranges.Check(where, "degrees", a.Degrees, new(0, 180)),
                .. Ranges.Check(where, "translate", a.Translate, Ranges.Share),
                .. Ranges.Check(where, "scaleMin", a.ScaleMin, Ranges.Positive),
                .. Ranges.Check(where, "scaleMax", a.ScaleMax, Ranges.AtLeast(Ranges.BoundBy(a.ScaleMin, Ranges.Positive))),
                .. Ranges.Check(where, "shear", a.Shear, new(0, 89)),
                .. Ranges.Check(where, "fill", a.Fill, Ranges.GreyLevel),
            ],
            ColorJitter: c =>
            [
                .. Ranges.Check(where, "brightness", c.Brightness, Ranges.NotNegative),
                .. Ranges.Check(where, "contrast", c.Contrast, Ranges.NotNegative),
            ],
            RandomCrop: c => Ranges.Check(where, "padding", c.Padding, new(0, Math.Min(image.Height, image.Width) - 1)),
            RandomErasing: e =>
            [
                .. Ranges.Check(where, "probability", e.Probability, Ranges.Share),
                .. Ranges.Check(where, "areaMin", e.AreaMin, Ranges.ShareAboveZero),
                .. Ranges.Check(where, "areaMax", e.AreaMax, new(Ranges.BoundBy(e.AreaMin, Ranges.ShareAboveZero), 1)),
                .. Ranges.Check(where, "aspectMin", e.AspectMin, Ranges.Positive),
                .. Ranges.Check(where, "aspectMax", e.AspectMax, Ranges.AtLeast(Ranges.BoundBy(e.AspectMin, Ranges.Positive))),
                .. Ranges.Check(where, "fill", e.Fill, Ranges.GreyLevel),
            ]));
}
