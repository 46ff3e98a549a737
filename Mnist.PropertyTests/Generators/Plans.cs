using FsCheck;
using FsCheck.Fluent;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.PropertyTests;

/// <summary>Plans that can be executed on MNIST: any classifier, any way to train it, and a target that it may meet.</summary>
public static class Plans
{
    /// <summary>For <c>[Property(Arbitrary = [typeof(Plans)])]</c>.</summary>
    public static Arbitrary<Plan> Arbitrary() => Arb.From(Any, Shrink);

    /// <summary>Any such plan.</summary>
    public static Gen<Plan> Any =>
        from name in Names
        from description in Texts
        from net in Architectures.Classifiers(Shape.MnistImage, 10)
        from training in Training
        from target in Targets(training.Epochs)
        select new Plan(name, net, training, target) { Description = description };

    /// <summary>The same plan with a part of it made simple.</summary>
    private static IEnumerable<Plan> Shrink(Plan plan)
    {
        var simple = new TrainingPlan { Epochs = plan.Training.Epochs, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } };
        return new[]
        {
            plan with { Name = "a" },
            plan with { Description = "" },
            plan with { Target = new() },
            plan with { Training = simple },
            plan with { Training = plan.Training with { Augmentations = [] } },
            plan with { Training = plan.Training with { Schedule = simple.Schedule } },
            plan with { Training = plan.Training with { Optimizer = simple.Optimizer } },
        }.Where(simpler => simpler != plan).Concat(
            from net in ArchitectureShrinker.Shrink(plan.Architecture)
            where net.Input == plan.Architecture.Input
                && ReferenceShapes.Output(net.Layers, net.Input) is { Height: 1, Width: 1, Channels: >= 10 }
            select plan with { Architecture = net });
    }

    private static Gen<string> Names =>
        from parts in Gen.Elements("a", "eva6", "x-1", "Net_2.b").ListOf(2)
        from number in Gen.Choose(0, 999)
        select $"{string.Join('/', parts)}/{number}";

    /// <summary>Text that JSON has to escape, or must not.</summary>
    private static Gen<string> Texts => Gen.OneOf(
        Gen.Constant(""),
        Gen
            .Elements("plain words", "\"quoted\" \\ back", "tab\tline\nend", "Grüße, 数字 and 𝒳", "<b>&'+\u2028")
            .Two()
            .Select(two => $"{two.Item1}{two.Item2}"));

    private static Gen<TrainingPlan> Training =>
        from epochs in Gen.Choose(2, 40)
        from batch in Gen.Elements(16, 100, 128, 512)
        from optimizer in Optimizers
        from schedule in Schedules(epochs)
        from augmentations in Augmentations.ListOf().Resize(4)
        from normalization in Gen.OneOf(
            Gen.Constant(Normalization.Mnist),
            Fraction.Zip(Positive, (mean, deviation) => new Normalization(mean, deviation)))
        from smoothing in Gen.OneOf(Gen.Constant(0.0), Fraction)
        from average in Maybe(Fraction.Zip(Gen.Choose(1, 9), (decay, steps) => new WeightAverage(decay) { EverySteps = steps }))
        select new TrainingPlan
        {
            Epochs = epochs,
            BatchSize = batch,
            Optimizer = optimizer,
            Schedule = schedule,
            Augmentations = [.. augmentations],
            Normalization = normalization,
            LabelSmoothing = smoothing,
            WeightAverage = average,
        };

    private static Gen<Optimizer> Optimizers => Gen.OneOf(
        from rate in Positive
        from decay in Fraction
        from momentum in Fraction
        from nesterov in Coin
        select (Optimizer)new Optimizer.Sgd
        {
            LearningRate = rate,
            WeightDecay = decay,
            Momentum = momentum,
            Nesterov = nesterov && momentum > 0,
        },
        from rate in Positive
        from beta in Fraction
        select (Optimizer)new Optimizer.Adam { LearningRate = rate, Beta1 = beta },
        from rate in Positive
        from beta in Fraction
        from epsilon in Positive
        select (Optimizer)new Optimizer.AdamW { LearningRate = rate, WeightDecay = rate, Beta2 = beta, Epsilon = epsilon });

    private static Gen<LearningRateSchedule> Schedules(int epochs) => Gen.OneOf(
        Gen.Constant<LearningRateSchedule>(new LearningRateSchedule.Constant()),
        from step in Gen.Choose(1, epochs - 1)
        from gamma in Positive
        select (LearningRateSchedule)new LearningRateSchedule.StepLr(step) { Gamma = Math.Min(1, gamma) },
        from peak in Positive
        from rising in Fraction
        from annealing in Gen.Elements(Annealing.Cosine, Annealing.Linear)
        from momentum in Maybe(Cycle)
        select (LearningRateSchedule)new LearningRateSchedule.OneCycle(peak)
        {
            RisingShare = Math.Max(0.01, rising),
            DivFactor = 1 + peak,
            Annealing = annealing,
            Momentum = momentum,
        },
        from warmup in Gen.Choose(0, epochs - 1)
        from final in Fraction
        select (LearningRateSchedule)new LearningRateSchedule.Cosine { WarmupEpochs = warmup, FinalLearningRate = final },
        from low in Fraction
        from up in Gen.Choose(1, 50)
        from down in Gen.Choose(1, 50)
        from momentum in Maybe(Cycle)
        select (LearningRateSchedule)new LearningRateSchedule.Cyclic(low, low + 1, up) { StepsDown = down, Momentum = momentum });

    private static Gen<Augmentation> Augmentations => Gen.OneOf(
        from fraction in Fraction
        from way in Gen.Elements(Interpolation.Nearest, Interpolation.Bilinear)
        select (Augmentation)new Augmentation.Rotation(180 * fraction) { Interpolation = way, Fill = 255 * fraction },
        from fraction in Fraction
        from scale in Positive
        select (Augmentation)new Augmentation.Affine
        {
            Degrees = 9,
            Translate = fraction,
            ScaleMin = scale,
            ScaleMax = scale + fraction,
            Shear = 89 * fraction,
        },
        Fraction.Two().Select(two => (Augmentation)new Augmentation.ColorJitter { Brightness = two.Item1, Contrast = two.Item2 }),
        Gen.Choose(0, 27).Select(Augmentation (padding) => new Augmentation.RandomCrop(padding)),
        Fraction.Select(Augmentation (some) => new Augmentation.RandomErasing { Probability = some, AreaMax = 0.5, Fill = some }));

    private static Gen<Target> Targets(int epochs) =>
        from accuracy in Maybe(Fraction)
        from last in Gen.Choose(1, epochs)
        from parameters in Maybe(Gen.Choose(1_000_000, 10_000_000))
        from macs in Maybe(Gen.Choose(1_000_000_000, int.MaxValue))
        from most in Maybe(Gen.Choose(epochs, 50))
        select new Target
        {
            Accuracy = 100 * accuracy,
            LastEpochs = accuracy is null ? new Target().LastEpochs : last,
            MaxParameters = parameters,
            MaxMacs = macs,
            MaxEpochs = most,
        };

    private static Gen<MomentumCycle> Cycle => Fraction.Two().Select(two =>
        new MomentumCycle(Math.Min(two.Item1, two.Item2), Math.Max(two.Item1, two.Item2)));

    /// <summary>In [0, 1): short decimals and numbers with all their bits.</summary>
    private static Gen<double> Fraction => Gen.OneOf(
        Gen.Choose(0, 99).Select(n => n / 100.0),
        Gen.Choose(0, int.MaxValue - 1).Select(n => n / (double)int.MaxValue));

    /// <summary>From 1e-9 to 1e3.</summary>
    private static Gen<double> Positive =>
        Gen.Choose(1, 9_999).Zip(Gen.Choose(-9, -1), (n, power) => n * Math.Pow(10, power));

    private static Gen<bool> Coin => Gen.Elements(false, true);

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(T? (value) => value));

    private static Gen<double?> Maybe(Gen<double> gen) => Gen.OneOf(Gen.Constant<double?>(null), gen.Select(value => (double?)value));

    private static Gen<int?> Maybe(Gen<int> gen) => Gen.OneOf(Gen.Constant<int?>(null), gen.Select(value => (int?)value));
}
