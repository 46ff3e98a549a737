using Mnist.Domain.Analysis;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.Domain.Checking;

/// <summary>What runs and is surely not meant; every plan of the catalogue keeps to all of it.</summary>
internal static class LintRules
{
    private const double UsualDropout = 0.5;

    /// <summary>Coupled decay is added to the gradient, decoupled decay is scaled by the learning rate.</summary>
    private const double UsualCoupledDecay = 0.1, UsualDecoupledDecay = 1;

    /// <summary>Networks of so many convolutions need normalisation to learn at a higher rate.</summary>
    private const int ManyConvolutions = 3;

    private const double UsualSgdRate = 0.05, UsualAdamRate = 0.005;

    /// <summary>Warnings about training and target, which need no network.</summary>
    public static ValueList<PlanWarning> Of(Plan plan, DataSpec data) =>
    [
        .. Accuracy(plan.Target),
        .. Decay(plan.Training.Optimizer),
        .. Rate(plan.Training),
        .. plan.Training.Epochs < 1 || plan.Training.BatchSize < 1 ? [] : Schedule(plan.Training, data),
    ];

    /// <summary>Warnings about layers that fit together, and about how they are trained.</summary>
    public static ValueList<PlanWarning> Of(Summary summary, TrainingPlan training) =>
    [
        .. summary.Layers.SelectMany(row => Alone(row.Layer)),
        .. Pooling(summary),
        .. Normalization(summary, training),
    ];

    private static IEnumerable<PlanWarning> Accuracy(Target target) =>
        target.Accuracy is > 0 and <= 1 and { } accuracy ? [new PlanWarning.AccuracyAsFraction(accuracy)] : [];

    private static IEnumerable<PlanWarning> Rate(TrainingPlan plan) =>
        OwnMaximum(plan.Schedule) is { } largest && plan.Optimizer.LearningRate > largest
            ? [new PlanWarning.IgnoredLearningRate(plan.Optimizer.LearningRate, largest)]
            : [];

    private static IEnumerable<PlanWarning> Decay(Optimizer optimizer)
    {
        var usual = optimizer.Match<double>(new(
            Sgd: _ => UsualCoupledDecay,
            Adam: _ => UsualCoupledDecay,
            AdamW: _ => UsualDecoupledDecay));
        return optimizer.WeightDecay > usual ? [new PlanWarning.HeavyDecay(optimizer.WeightDecay, usual)] : [];
    }

    /// <summary>The largest rate of a schedule that does not use the optimiser's.</summary>
    private static double? OwnMaximum(LearningRateSchedule schedule) => schedule.Match<double?>(new(
        Constant: _ => null,
        StepLr: _ => null,
        OneCycle: s => s.MaxLearningRate,
        Cosine: _ => null,
        Cyclic: s => s.MaxLearningRate));

    private static IEnumerable<PlanWarning> Schedule(TrainingPlan plan, DataSpec data)
    {
        return plan.Schedule.Match<IEnumerable<PlanWarning>>(new(
            Constant: _ => [],
            StepLr: s => Within("stepEpochs", s.StepEpochs, plan.Epochs - 1),
            OneCycle: _ => [],
            Cosine: s => Within("warmupEpochs", s.WarmupEpochs, plan.Epochs - 1),
            Cyclic: s => Within(
                "stepsUp + stepsDown", (long)s.StepsUp + s.StepsDown, (long)plan.Epochs * data.StepsPerEpoch(plan.BatchSize))));

        IEnumerable<PlanWarning> Within(string field, long value, long available) =>
            value > available ? [new PlanWarning.ScheduleTooLong(plan.Schedule, field, value, available)] : [];
    }

    private static IEnumerable<PlanWarning> Alone(PlacedLayer at) => at.Layer.Match<IEnumerable<PlanWarning>>(new(
        Conv2d: c => Touching(c) is var most && (c.Padding.Height > most.Height || c.Padding.Width > most.Width)
            ? [new PlanWarning.PaddingBeyondKernel(at, c.Padding, most)]
            : [],
        BatchNorm2d: _ => [],
        Relu: _ => [],
        MaxPool2d: _ => [],
        AvgPool2d: _ => [],
        GlobalAvgPool: _ => [],
        Dropout: d => d.Rate > UsualDropout ? [new PlanWarning.HeavyDropout(at, d.Rate)] : [],
        Flatten: _ => [],
        Linear: _ => [],
        Residual: _ => []));

    /// <summary>The largest padding at which the first window still ends on the image.</summary>
    private static Extent Touching(Layer.Conv2d c)
    {
        return new(Along(c.Kernel.Height, c.Dilation.Height), Along(c.Kernel.Width, c.Dilation.Width));

        static int Along(long kernel, long dilation) => (int)Math.Min(int.MaxValue, (kernel - 1) * dilation);
    }

    private static IEnumerable<PlanWarning> Pooling(Summary summary)
    {
        var last = summary.Layers.Select(row => row.Layer).Reverse().TakeWhile(at => !Mixes(at.Layer));
        return last.Where(at => at.Layer is Layer.MaxPool2d).Take(1).Select(at => new PlanWarning.LatePooling(at));
    }

    /// <summary>Whether a layer looks at several positions and weighs each by itself.</summary>
    private static bool Mixes(Layer layer) => layer.Match<bool>(new(
        Conv2d: c => c.Kernel is not { Height: 1, Width: 1 },
        BatchNorm2d: _ => false,
        Relu: _ => false,
        MaxPool2d: _ => false,
        AvgPool2d: _ => false,
        GlobalAvgPool: _ => false,
        Dropout: _ => false,
        Flatten: _ => false,
        Linear: _ => true,
        Residual: _ => false));

    private static IEnumerable<PlanWarning> Normalization(Summary summary, TrainingPlan training)
    {
        var convolutions = summary.Layers.Count(row => row.Layer.Layer is Layer.Conv2d);
        var largest = OwnMaximum(training.Schedule) ?? training.Optimizer.LearningRate;
        var usual = training.Optimizer.Match<double>(new(Sgd: _ => UsualSgdRate, Adam: _ => UsualAdamRate, AdamW: _ => UsualAdamRate));
        return convolutions >= ManyConvolutions && largest > usual && !summary.Layers.Any(row => row.Layer.Layer is Layer.BatchNorm2d)
            ? [new PlanWarning.NoNormalization(convolutions, largest, usual)]
            : [];
    }
}
