using Mnist.Domain.Training;
using static Mnist.Domain.Schema.Fields;

namespace Mnist.Domain.Schema;

/// <summary>Every type of optimiser and its fields.</summary>
public static class OptimizerFields
{
    /// <summary>The types of <see cref="Optimizer"/>.</summary>
    public static UnionType Types { get; } = UnionType.Of<Optimizer>("optimizer", TypeOf, Cases);

    private static RecordType TypeOf(Optimizer optimizer) => optimizer.Match<RecordType>(new(
        Sgd: _ => Sgd,
        Adam: _ => Adam,
        AdamW: _ => AdamW));

    private static ValueList<RecordType> Cases() => [Sgd, Adam, AdamW];

    private static readonly RecordType Sgd = RecordType.Of(
        "sgd", "Stochastic gradient descent", new Optimizer.Sgd { LearningRate = 1 }, s =>
        [
            LearningRate(s),
            Optional.Number(
                "momentum",
                "Fraction of the last step kept",
                Ranges.FractionBelowOne,
                narrowed: new(0, 1, LowIncluded: !s.Nesterov, HighIncluded: false),
                s.Momentum,
                x => s with { Momentum = x }),
            Optional.Flag("nesterov", "Whether the step looks ahead; needs momentum", s.Nesterov, on => s with { Nesterov = on }),
            WeightDecay(s),
        ]);

    private static readonly RecordType Adam = RecordType.Of(
        "adam", "Adam; the decay is added to the gradient", new Optimizer.Adam { LearningRate = 1 }, a =>
        [
            LearningRate(a),
            Beta1(a.Beta1, x => a with { Beta1 = x }),
            Beta2(a.Beta2, x => a with { Beta2 = x }),
            Epsilon(a.Epsilon, x => a with { Epsilon = x }),
            WeightDecay(a),
        ]);

    private static readonly RecordType AdamW = RecordType.Of(
        "adamW", "Adam with decoupled weight decay", new Optimizer.AdamW { LearningRate = 1 }, a =>
        [
            LearningRate(a),
            Beta1(a.Beta1, x => a with { Beta1 = x }),
            Beta2(a.Beta2, x => a with { Beta2 = x }),
            Epsilon(a.Epsilon, x => a with { Epsilon = x }),
            WeightDecay(a),
        ]);

    private static Field LearningRate(Optimizer optimizer) => Required.Number(
        "learningRate",
        "Base learning rate; a schedule scales or replaces it",
        Ranges.Positive,
        optimizer.LearningRate,
        x => optimizer with { LearningRate = x });

    private static Field WeightDecay(Optimizer optimizer) => Optional.Number(
        "weightDecay", "Penalty on the weights", Ranges.NotNegative, optimizer.WeightDecay, x => optimizer with { WeightDecay = x });

    private static Field Beta1(double value, Func<double, Optimizer> with) =>
        Optional.Number("beta1", "Decay of the first moment", Ranges.FractionBelowOne, value, with);

    private static Field Beta2(double value, Func<double, Optimizer> with) =>
        Optional.Number("beta2", "Decay of the second moment", Ranges.FractionBelowOne, value, with);

    private static Field Epsilon(double value, Func<double, Optimizer> with) =>
        Optional.Number("epsilon", "Added to the root of the second moment", Ranges.Positive, value, with);
}
