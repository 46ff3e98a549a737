namespace Mnist.Domain.Training;

/// <summary>How gradients move the weights, by PyTorch's formulas; the weight decay applies to every trainable parameter.</summary>
public abstract record Optimizer
{
    private Optimizer() { }

    /// <summary>Base learning rate, above 0; a schedule scales or replaces it.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Penalty on the weights, at least 0; default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Values that the optimiser keeps for each parameter.</summary>
    public abstract int StatesPerParameter { get; }

    /// <summary>Momentum, or Adam's beta1: what a schedule may cycle.</summary>
    public abstract double BaseMomentum { get; }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Optimizer"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Sgd">For stochastic gradient descent.</param>
    /// <param name="Adam">For Adam.</param>
    /// <param name="AdamW">For Adam with decoupled weight decay.</param>
    public sealed record Cases<T>(Func<Sgd, T> Sgd, Func<Adam, T> Adam, Func<AdamW, T> AdamW);

    /// <summary>Stochastic gradient descent, <c>torch.optim.SGD</c>: v = momentum v + (g + decay w); w -= rate v.</summary>
    public sealed record Sgd : Optimizer
    {
        /// <summary>Fraction of the last step kept, in [0, 1); default 0.</summary>
        public double Momentum { get; init; }

        /// <summary>Whether the step looks ahead: w -= rate (g + momentum v) (Sutskever et al. 2013); needs momentum.</summary>
        public bool Nesterov { get; init; }

        /// <inheritdoc/>
        public override int StatesPerParameter => Momentum > 0 ? 1 : 0;

        /// <inheritdoc/>
        public override double BaseMomentum => Momentum;

        internal override T Pick<T>(Cases<T> on) => on.Sgd(this);
    }

    /// <summary>Adam (Kingma and Ba 2014), <c>torch.optim.Adam</c>: the decay is added to the gradient.</summary>
    public sealed record Adam : Optimizer
    {
        /// <summary>Decay of the first moment, in [0, 1); default 0.9.</summary>
        public double Beta1 { get; init; } = 0.9;

        /// <summary>Decay of the second moment, in [0, 1); default 0.999.</summary>
        public double Beta2 { get; init; } = 0.999;

        /// <summary>Added to the root of the second moment, above 0; default 1e-8.</summary>
        public double Epsilon { get; init; } = 1e-8;

        /// <inheritdoc/>
        public override int StatesPerParameter => 2;

        /// <inheritdoc/>
        public override double BaseMomentum => Beta1;

        internal override T Pick<T>(Cases<T> on) => on.Adam(this);
    }

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2017), <c>torch.optim.AdamW</c>: w *= 1 - rate decay.</summary>
    public sealed record AdamW : Optimizer
    {
        /// <summary>Decay of the first moment, in [0, 1); default 0.9.</summary>
        public double Beta1 { get; init; } = 0.9;

        /// <summary>Decay of the second moment, in [0, 1); default 0.999.</summary>
        public double Beta2 { get; init; } = 0.999;

        /// <summary>Added to the root of the second moment, above 0; default 1e-8.</summary>
        public double Epsilon { get; init; } = 1e-8;

        /// <inheritdoc/>
        public override int StatesPerParameter => 2;

        /// <inheritdoc/>
        public override double BaseMomentum => Beta1;

        internal override T Pick<T>(Cases<T> on) => on.AdamW(this);
    }
}
