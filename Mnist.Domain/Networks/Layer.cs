namespace Mnist.Domain.Networks;

/// <summary>One layer of a network, as plain data: it may hold nonsense until the plan checker has seen it.</summary>
/// <remarks>
/// A closed union: <c>internal abstract</c> keeps other assemblies from adding cases, <see cref="Cases{T}"/> makes every use complete.
/// </remarks>
public abstract record Layer
{
    private Layer() { }

    /// <summary>The one fold of the union; everything else stands on it.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Layer"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Conv2d">For a convolution.</param>
    /// <param name="BatchNorm2d">For a batch normalisation.</param>
    /// <param name="Relu">For ReLU.</param>
    /// <param name="MaxPool2d">For maximum pooling.</param>
    /// <param name="AvgPool2d">For average pooling.</param>
    /// <param name="GlobalAvgPool">For global average pooling.</param>
    /// <param name="Dropout">For dropout.</param>
    /// <param name="Flatten">For flattening.</param>
    /// <param name="Linear">For a fully connected layer.</param>
    /// <param name="Residual">For a residual block.</param>
    public sealed record Cases<T>(
        Func<Conv2d, T> Conv2d,
        Func<BatchNorm2d, T> BatchNorm2d,
        Func<Relu, T> Relu,
        Func<MaxPool2d, T> MaxPool2d,
        Func<AvgPool2d, T> AvgPool2d,
        Func<GlobalAvgPool, T> GlobalAvgPool,
        Func<Dropout, T> Dropout,
        Func<Flatten, T> Flatten,
        Func<Linear, T> Linear,
        Func<Residual, T> Residual);

    /// <summary>Cross-correlation with learned filters, as <c>torch.nn.Conv2d</c>; outside the image are zeros.</summary>
    /// <param name="Filters">Output channels, at least 1, a multiple of <see cref="Groups"/>.</param>
    /// <param name="Kernel">Kernel size, at least 1.</param>
    public sealed record Conv2d(int Filters, Extent Kernel) : Layer
    {
        /// <summary>Step between windows, at least 1; default 1.</summary>
        public Extent Stride { get; init; } = 1;

        /// <summary>Zeros added at each side, at least 0; default 0.</summary>
        public Extent Padding { get; init; } = 0;

        /// <summary>Distance of the kernel's taps, at least 1; default 1.</summary>
        public Extent Dilation { get; init; } = 1;

        /// <summary>Independent groups of channels, at least 1; equal to the input channels for a depthwise convolution.</summary>
        public int Groups { get; init; } = 1;

        /// <summary>Whether a learned constant is added to each output channel; default no.</summary>
        public bool Bias { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Conv2d(this);
    }

    /// <summary>Batch normalisation with learned scale and shift (Ioffe and Szegedy 2015), as <c>torch.nn.BatchNorm2d</c>.</summary>
    public sealed record BatchNorm2d : Layer
    {
        /// <summary>Added to the variance, above 0; default 1e-5.</summary>
        public double Epsilon { get; init; } = 1e-5;

        /// <summary>Fraction of the batch in the running statistics, in (0, 1]; default 0.1.</summary>
        public double Momentum { get; init; } = 0.1;

        internal override T Pick<T>(Cases<T> on) => on.BatchNorm2d(this);
    }

    /// <summary>max(0, x).</summary>
    public sealed record Relu : Layer { internal override T Pick<T>(Cases<T> on) => on.Relu(this); }

    /// <summary>Largest value of each window; a ragged edge is dropped, as in PyTorch.</summary>
    /// <param name="Window">Window size, at least 1.</param>
    public sealed record MaxPool2d(Extent Window) : Layer
    {
        /// <summary>Step between windows, at least 1; default the window.</summary>
        public Extent Stride { get; init; } = Window;

        internal override T Pick<T>(Cases<T> on) => on.MaxPool2d(this);
    }

    /// <summary>Mean of each window; a ragged edge is dropped, as in PyTorch.</summary>
    /// <param name="Window">Window size, at least 1.</param>
    public sealed record AvgPool2d(Extent Window) : Layer
    {
        /// <summary>Step between windows, at least 1; default the window.</summary>
        public Extent Stride { get; init; } = Window;

        internal override T Pick<T>(Cases<T> on) => on.AvgPool2d(this);
    }

    /// <summary>Mean of each channel (Lin, Chen and Yan 2013): (C, H, W) to (C, 1, 1).</summary>
    public sealed record GlobalAvgPool : Layer { internal override T Pick<T>(Cases<T> on) => on.GlobalAvgPool(this); }

    /// <summary>Sets values to zero at random in training and scales the others by 1 / (1 - rate) (Srivastava et al. 2014).</summary>
    /// <param name="Rate">Probability of a zero, in [0, 1).</param>
    public sealed record Dropout(double Rate) : Layer { internal override T Pick<T>(Cases<T> on) => on.Dropout(this); }

    /// <summary>(C, H, W) to (C x H x W, 1, 1), channel by channel and row by row.</summary>
    public sealed record Flatten : Layer { internal override T Pick<T>(Cases<T> on) => on.Flatten(this); }

    /// <summary>Fully connected layer on a flat input (I, 1, 1), as <c>torch.nn.Linear</c>.</summary>
    /// <param name="Units">Outputs, at least 1.</param>
    public sealed record Linear(int Units) : Layer
    {
        /// <summary>Whether a learned constant is added to each output; default yes.</summary>
        public bool Bias { get; init; } = true;

        internal override T Pick<T>(Cases<T> on) => on.Linear(this);
    }

    /// <summary>body(x) + projection(x) (He et al. 2015).</summary>
    /// <remarks>Both branches end in the same shape and, where that has more than one position, at the same stride.</remarks>
    /// <param name="Body">The residual branch, at least one layer.</param>
    public sealed record Residual(ValueList<Layer> Body) : Layer
    {
        /// <summary>The shortcut; empty for the identity.</summary>
        public ValueList<Layer> Projection { get; init; } = [];

        internal override T Pick<T>(Cases<T> on) => on.Residual(this);
    }
}
