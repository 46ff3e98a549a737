using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>Every type of learning rate schedule and its fields.</summary>
public static class ScheduleFields
{
    private static readonly Interval OpenFraction = new(0, 1, LowIncluded: false, HighIncluded: false);

    /// <summary>The types of <see cref="LearningRateSchedule"/>.</summary>
    public static UnionType Types { get; } = UnionType.Of<LearningRateSchedule>("schedule", TypeOf, Cases);

    private static RecordType TypeOf(LearningRateSchedule schedule) => schedule.Match<RecordType>(new(
        Constant: _ => Constant,
        StepLr: _ => StepLr,
        OneCycle: _ => OneCycle,
        Cosine: _ => Cosine,
        Cyclic: _ => Cyclic));

    private static ValueList<RecordType> Cases() => [Constant, StepLr, OneCycle, Cosine, Cyclic];

    private static readonly RecordType Cycle = RecordType.Of(
        "", "Momentum that moves against the learning rate", new MomentumCycle(0, 0), c =>
        [
            Required.Number("low", "Momentum at the highest rate", Ranges.FractionBelowOne, c.Low, x => c with { Low = x }),
            Required.Number(
                "high",
                "Momentum at the lowest rate, at least the low one",
                Ranges.FractionBelowOne,
                narrowed: Ranges.FractionBelowOne with { Low = Ranges.BoundBy(c.Low, Ranges.FractionBelowOne) },
                c.High,
                x => c with { High = x }),
        ]);

    private static readonly RecordType Constant = RecordType.Of(
        "constant", "The optimiser's rate throughout", new LearningRateSchedule.Constant(), _ => []);

    private static readonly RecordType StepLr = RecordType.Of(
        "stepLr", "The rate times gamma after every so many epochs", new LearningRateSchedule.StepLr(1), s =>
        [
            Required.Whole(
                "stepEpochs",
                "Epochs between steps",
                Ranges.AtLeast(1),
                s.StepEpochs,
                n => new LearningRateSchedule.StepLr(n)),
            Optional.Number("gamma", "Factor", Ranges.FractionAboveZero, s.Gamma, x => s with { Gamma = x }),
        ]);

    private static readonly RecordType OneCycle = RecordType.Of(
        "oneCycle", "One rise to a maximum and one fall, for each batch", new LearningRateSchedule.OneCycle(1), s =>
        [
            Required.Number(
                "maxLearningRate",
                "The peak; the optimiser's own rate is not used",
                Ranges.Positive,
                s.MaxLearningRate,
                x => new LearningRateSchedule.OneCycle(x)),
            Optional.Number("risingShare", "Fraction of the steps that rise", OpenFraction, s.RisingShare, x => s with { RisingShare = x }),
            Optional.Number(
                "divFactor", "The first rate is the peak divided by this", Ranges.AtLeast(1), s.DivFactor, x => s with { DivFactor = x }),
            Optional.Number(
                "finalDivFactor",
                "The last rate is the first divided by this",
                Ranges.AtLeast(1),
                s.FinalDivFactor,
                x => s with { FinalDivFactor = x }),
            Optional.Choice(
                "annealing",
                "How the rate gets from one value to the other",
                ["cosine", "linear"],
                (int)s.Annealing,
                way => s with { Annealing = (Annealing)way }),
            Momentum(s.Momentum, cycle => s with { Momentum = cycle }),
        ]);

    private static readonly RecordType Cosine = RecordType.Of(
        "cosine", "A linear rise over the first epochs, then a cosine down, for each batch", new LearningRateSchedule.Cosine(), s =>
        [
            Optional.Whole(
                "warmupEpochs",
                "Epochs that rise",
                Ranges.NotNegative,
                s.WarmupEpochs,
                n => s with { WarmupEpochs = n }),
            Optional.Number(
                "warmupStart",
                "First rate as a fraction of the optimiser's",
                Ranges.FractionAboveZero,
                s.WarmupStart,
                x => s with { WarmupStart = x }),
            Optional.Number(
                "finalLearningRate",
                "Rate that the cosine ends at",
                Ranges.NotNegative,
                s.FinalLearningRate,
                x => s with { FinalLearningRate = x }),
        ]);

    private static readonly RecordType Cyclic = RecordType.Of(
        "cyclic", "Triangles between two rates, for each batch", new LearningRateSchedule.Cyclic(0, 1, 1), s =>
        [
            Required.Number(
                "baseLearningRate",
                "The lower rate; the optimiser's own rate is not used",
                Ranges.NotNegative,
                s.BaseLearningRate,
                x => new LearningRateSchedule.Cyclic(x, s.MaxLearningRate, s.StepsUp)),
            Required.Number(
                "maxLearningRate",
                "The upper rate, above the lower one",
                Ranges.Positive,
                narrowed: Ranges.Above(Ranges.BoundBy(s.BaseLearningRate, Ranges.NotNegative)),
                s.MaxLearningRate,
                x => new LearningRateSchedule.Cyclic(s.BaseLearningRate, x, s.StepsUp)),
            Required.Whole(
                "stepsUp",
                "Batches from the lower to the upper rate",
                Ranges.AtLeast(1),
                s.StepsUp,
                n => new LearningRateSchedule.Cyclic(s.BaseLearningRate, s.MaxLearningRate, n)),
            Optional.Whole("stepsDown", "Batches back down", Ranges.AtLeast(1), s.StepsDown, n => s with { StepsDown = n })
                with { DefaultInWords = "as many as up" },
            Momentum(s.Momentum, cycle => s with { Momentum = cycle }),
        ]);

    private static Field Momentum(MomentumCycle? value, Func<MomentumCycle, LearningRateSchedule> with) => Optional.Record(
        "momentum", "Momentum that falls while the rate rises; the optimiser's own throughout where it is left out", Cycle, value, with);
}
