using Mnist.Domain;

namespace Mnist.Host;

/// <summary>The training part of a plan file to the domain's values and back.</summary>
internal static class TrainingTranslation
{
    public static TrainingPlan ToTraining(this TrainingDocument document)
    {
        var usual = new TrainingPlan { Epochs = document.Epochs, Optimizer = ToOptimizer(document.Optimizer) };
        return usual with
        {
            BatchSize = document.BatchSize ?? usual.BatchSize,
            Schedule = document.Schedule is { } schedule ? ToSchedule(schedule) : usual.Schedule,
            Augmentations = document.Augmentations?.Select(AugmentationTranslation.ToAugmentation).ToValueList() ?? usual.Augmentations,
            Normalization = document.Normalization is { } n ? new(n.Mean, n.StandardDeviation) : usual.Normalization,
            LabelSmoothing = document.LabelSmoothing ?? usual.LabelSmoothing,
            WeightAverage = document.WeightAverage is { } average ? ToAverage(average, new(average.Decay)) : usual.WeightAverage,
        };
    }

    public static TrainingDocument ToDocument(this TrainingPlan training)
    {
        var usual = new TrainingPlan { Epochs = training.Epochs, Optimizer = training.Optimizer };
        return new()
        {
            Epochs = training.Epochs,
            BatchSize = training.BatchSize.Unless(usual.BatchSize),
            Optimizer = ToDocument(training.Optimizer),
            Schedule = training.Schedule == usual.Schedule ? null : ToDocument(training.Schedule),
            Augmentations = training.Augmentations.Count == 0 ? null : [.. training.Augmentations.Select(AugmentationTranslation.ToDocument)],
            Normalization = training.Normalization == usual.Normalization
                ? null
                : new() { Mean = training.Normalization.Mean, StandardDeviation = training.Normalization.StandardDeviation },
            LabelSmoothing = training.LabelSmoothing.Unless(usual.LabelSmoothing),
            WeightAverage = training.WeightAverage is { } average
                ? new() { Decay = average.Decay, EverySteps = average.EverySteps.Unless(new WeightAverage(average.Decay).EverySteps) }
                : null,
        };
    }

    private static WeightAverage ToAverage(WeightAverageDocument document, WeightAverage usual) =>
        usual with { EverySteps = document.EverySteps ?? usual.EverySteps };

    private static Optimizer ToOptimizer(OptimizerDocument document) => document switch
    {
        OptimizerDocument.Sgd s => ToOptimizer(s, new Optimizer.Sgd { LearningRate = s.LearningRate }),
        OptimizerDocument.Adam a => ToOptimizer(a, new Optimizer.Adam { LearningRate = a.LearningRate }),
        OptimizerDocument.AdamW a => ToOptimizer(a, new Optimizer.AdamW { LearningRate = a.LearningRate }),
        _ => throw new InvalidOperationException($"{document.GetType().Name} has no translation."),
    };

    private static Optimizer.Sgd ToOptimizer(OptimizerDocument.Sgd document, Optimizer.Sgd usual) => usual with
    {
        WeightDecay = document.WeightDecay ?? usual.WeightDecay,
        Momentum = document.Momentum ?? usual.Momentum,
        Nesterov = document.Nesterov ?? usual.Nesterov,
    };

    private static Optimizer.Adam ToOptimizer(OptimizerDocument.Adam document, Optimizer.Adam usual) => usual with
    {
        WeightDecay = document.WeightDecay ?? usual.WeightDecay,
        Beta1 = document.Beta1 ?? usual.Beta1,
        Beta2 = document.Beta2 ?? usual.Beta2,
        Epsilon = document.Epsilon ?? usual.Epsilon,
    };

    private static Optimizer.AdamW ToOptimizer(OptimizerDocument.AdamW document, Optimizer.AdamW usual) => usual with
    {
        WeightDecay = document.WeightDecay ?? usual.WeightDecay,
        Beta1 = document.Beta1 ?? usual.Beta1,
        Beta2 = document.Beta2 ?? usual.Beta2,
        Epsilon = document.Epsilon ?? usual.Epsilon,
    };

    private static OptimizerDocument ToDocument(Optimizer optimizer) => optimizer.Match<OptimizerDocument>(new(
        Sgd: s => ToDocument(s, new() { LearningRate = s.LearningRate }),
        Adam: a => ToDocument(a, new() { LearningRate = a.LearningRate }),
        AdamW: a => ToDocument(a, new() { LearningRate = a.LearningRate })));

    private static OptimizerDocument.Sgd ToDocument(Optimizer.Sgd optimizer, Optimizer.Sgd usual) => new()
    {
        LearningRate = optimizer.LearningRate,
        WeightDecay = optimizer.WeightDecay.Unless(usual.WeightDecay),
        Momentum = optimizer.Momentum.Unless(usual.Momentum),
        Nesterov = optimizer.Nesterov.Unless(usual.Nesterov),
    };

    private static OptimizerDocument.Adam ToDocument(Optimizer.Adam optimizer, Optimizer.Adam usual) => new()
    {
        LearningRate = optimizer.LearningRate,
        WeightDecay = optimizer.WeightDecay.Unless(usual.WeightDecay),
        Beta1 = optimizer.Beta1.Unless(usual.Beta1),
        Beta2 = optimizer.Beta2.Unless(usual.Beta2),
        Epsilon = optimizer.Epsilon.Unless(usual.Epsilon),
    };

    private static OptimizerDocument.AdamW ToDocument(Optimizer.AdamW optimizer, Optimizer.AdamW usual) => new()
    {
        LearningRate = optimizer.LearningRate,
        WeightDecay = optimizer.WeightDecay.Unless(usual.WeightDecay),
        Beta1 = optimizer.Beta1.Unless(usual.Beta1),
        Beta2 = optimizer.Beta2.Unless(usual.Beta2),
        Epsilon = optimizer.Epsilon.Unless(usual.Epsilon),
    };

    private static LearningRateSchedule ToSchedule(ScheduleDocument document) => document switch
    {
        ScheduleDocument.Constant => new LearningRateSchedule.Constant(),
        ScheduleDocument.StepLr s => ToSchedule(s, new LearningRateSchedule.StepLr(s.StepEpochs)),
        ScheduleDocument.OneCycle s => ToSchedule(s, new LearningRateSchedule.OneCycle(s.MaxLearningRate)),
        ScheduleDocument.Cosine s => ToSchedule(s, new LearningRateSchedule.Cosine()),
        ScheduleDocument.Cyclic s => ToSchedule(s, new LearningRateSchedule.Cyclic(s.BaseLearningRate, s.MaxLearningRate, s.StepsUp)),
        _ => throw new InvalidOperationException($"{document.GetType().Name} has no translation."),
    };

    private static LearningRateSchedule.StepLr ToSchedule(ScheduleDocument.StepLr document, LearningRateSchedule.StepLr usual) =>
        usual with { Gamma = document.Gamma ?? usual.Gamma };

    private static LearningRateSchedule.OneCycle ToSchedule(ScheduleDocument.OneCycle document, LearningRateSchedule.OneCycle usual) => usual with
    {
        RisingShare = document.RisingShare ?? usual.RisingShare,
        DivFactor = document.DivFactor ?? usual.DivFactor,
        FinalDivFactor = document.FinalDivFactor ?? usual.FinalDivFactor,
        Annealing = document.Annealing ?? usual.Annealing,
        Momentum = ToCycle(document.Momentum),
    };

    private static LearningRateSchedule.Cosine ToSchedule(ScheduleDocument.Cosine document, LearningRateSchedule.Cosine usual) => usual with
    {
        WarmupEpochs = document.WarmupEpochs ?? usual.WarmupEpochs,
        WarmupStart = document.WarmupStart ?? usual.WarmupStart,
        FinalLearningRate = document.FinalLearningRate ?? usual.FinalLearningRate,
    };

    private static LearningRateSchedule.Cyclic ToSchedule(ScheduleDocument.Cyclic document, LearningRateSchedule.Cyclic usual) => usual with
    {
        StepsDown = document.StepsDown ?? usual.StepsDown,
        Momentum = ToCycle(document.Momentum),
    };

    private static ScheduleDocument ToDocument(LearningRateSchedule schedule) => schedule.Match<ScheduleDocument>(new(
        Constant: _ => new ScheduleDocument.Constant(),
        StepLr: s => new ScheduleDocument.StepLr
        {
            StepEpochs = s.StepEpochs,
            Gamma = s.Gamma.Unless(new LearningRateSchedule.StepLr(s.StepEpochs).Gamma),
        },
        OneCycle: s => ToDocument(s, new(s.MaxLearningRate)),
        Cosine: s => ToDocument(s, new()),
        Cyclic: s => new ScheduleDocument.Cyclic
        {
            BaseLearningRate = s.BaseLearningRate,
            MaxLearningRate = s.MaxLearningRate,
            StepsUp = s.StepsUp,
            StepsDown = s.StepsDown.Unless(s.StepsUp),
            Momentum = ToDocument(s.Momentum),
        }));

    private static ScheduleDocument.OneCycle ToDocument(LearningRateSchedule.OneCycle schedule, LearningRateSchedule.OneCycle usual) => new()
    {
        MaxLearningRate = schedule.MaxLearningRate,
        RisingShare = schedule.RisingShare.Unless(usual.RisingShare),
        DivFactor = schedule.DivFactor.Unless(usual.DivFactor),
        FinalDivFactor = schedule.FinalDivFactor.Unless(usual.FinalDivFactor),
        Annealing = schedule.Annealing.Unless(usual.Annealing),
        Momentum = ToDocument(schedule.Momentum),
    };

    private static ScheduleDocument.Cosine ToDocument(LearningRateSchedule.Cosine schedule, LearningRateSchedule.Cosine usual) => new()
    {
        WarmupEpochs = schedule.WarmupEpochs.Unless(usual.WarmupEpochs),
        WarmupStart = schedule.WarmupStart.Unless(usual.WarmupStart),
        FinalLearningRate = schedule.FinalLearningRate.Unless(usual.FinalLearningRate),
    };

    private static MomentumCycle? ToCycle(MomentumCycleDocument? document) => document is null ? null : new(document.Low, document.High);

    private static MomentumCycleDocument? ToDocument(MomentumCycle? cycle) =>
        cycle is null ? null : new() { Low = cycle.Low, High = cycle.High };
}
