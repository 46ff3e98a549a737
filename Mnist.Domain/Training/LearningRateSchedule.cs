namespace Mnist.Domain.Training;

/// <summary>How the learning rate moves over a run, by PyTorch's definitions; <see cref="ScheduleCalculator"/> gives the values.</summary>
public abstract record LearningRateSchedule
{
    private LearningRateSchedule() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="LearningRateSchedule"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Constant">For no schedule.</param>
    /// <param name="StepLr">For steps down.</param>
    /// <param name="OneCycle">For one rise and one fall.</param>
    /// <param name="Cosine">For a fall by a cosine.</param>
    /// <param name="Cyclic">For triangles.</param>
    public sealed record Cases<T>(
        Func<Constant, T> Constant,
        Func<StepLr, T> StepLr,
        Func<OneCycle, T> OneCycle,
        Func<Cosine, T> Cosine,
        Func<Cyclic, T> Cyclic);

    /// <summary>The optimiser's rate throughout.</summary>
    public sealed record Constant : LearningRateSchedule { internal override T Pick<T>(Cases<T> on) => on.Constant(this); }

    /// <summary>The rate times gamma after every so many epochs, <c>StepLR</c>.</summary>
    /// <param name="StepEpochs">Epochs between steps, at least 1.</param>
    public sealed record StepLr(int StepEpochs) : LearningRateSchedule
    {
        /// <summary>Factor, in (0, 1]; default 0.1.</summary>
        public double Gamma { get; init; } = 0.1;

        internal override T Pick<T>(Cases<T> on) => on.StepLr(this);
    }

    /// <summary>One rise to a maximum and one fall, for each batch (Smith and Topin 2017), <c>OneCycleLR</c> with two phases.</summary>
    /// <param name="MaxLearningRate">The peak, above 0; the optimiser's own rate is not used.</param>
    public sealed record OneCycle(double MaxLearningRate) : LearningRateSchedule
    {
        /// <summary>Fraction of the steps that rise, in (0, 1); default 0.3.</summary>
        public double RisingShare { get; init; } = 0.3;

        /// <summary>The first rate is the peak divided by this, at least 1; default 25.</summary>
        public double DivFactor { get; init; } = 25;

        /// <summary>The last rate is the first divided by this, at least 1; default 1e4.</summary>
        public double FinalDivFactor { get; init; } = 1e4;

        /// <summary>How it gets from one to the other; default cosine.</summary>
        public Annealing Annealing { get; init; }

        /// <summary>Momentum that falls while the rate rises; null keeps the optimiser's. PyTorch's default is 0.85 to 0.95.</summary>
        public MomentumCycle? Momentum { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.OneCycle(this);
    }

    /// <summary>
    /// A linear rise over the first epochs, then a cosine down, for each batch (Loshchilov and Hutter 2016): <c>LinearLR</c> followed by
    /// <c>CosineAnnealingLR</c> in a <c>SequentialLR</c>.
    /// </summary>
    public sealed record Cosine : LearningRateSchedule
    {
        /// <summary>Epochs that rise, at least 0; default 0.</summary>
        public int WarmupEpochs { get; init; }

        /// <summary>First rate as a fraction of the optimiser's, in (0, 1]; default 1/3. Used with a warm-up only.</summary>
        public double WarmupStart { get; init; } = 1.0 / 3;

        /// <summary>Rate that the cosine ends at, at least 0; default 0.</summary>
        public double FinalLearningRate { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Cosine(this);
    }

    /// <summary>Triangles between two rates, for each batch (Smith 2015), <c>CyclicLR</c> in mode "triangular".</summary>
    /// <param name="BaseLearningRate">The lower rate, at least 0; the optimiser's own rate is not used.</param>
    /// <param name="MaxLearningRate">The upper rate, above the lower one.</param>
    /// <param name="StepsUp">Batches from the lower to the upper rate, at least 1.</param>
    public sealed record Cyclic(double BaseLearningRate, double MaxLearningRate, int StepsUp) : LearningRateSchedule
    {
        /// <summary>Batches back down, at least 1; default as many as up.</summary>
        public int StepsDown { get; init; } = StepsUp;

        /// <summary>Momentum that falls while the rate rises; null leaves the optimiser's alone. PyTorch's default is 0.8 to 0.9.</summary>
        public MomentumCycle? Momentum { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Cyclic(this);
    }
}

/// <summary>How a rate gets from one value to another.</summary>
public enum Annealing
{
    /// <summary>By half a cosine.</summary>
    Cosine,

    /// <summary>In a straight line.</summary>
    Linear,
}

/// <summary>Momentum that moves against the learning rate.</summary>
/// <param name="Low">At the highest rate, in [0, 1).</param>
/// <param name="High">At the lowest rate, in [0, 1), at least <paramref name="Low"/>.</param>
public sealed record MomentumCycle(double Low, double High);
