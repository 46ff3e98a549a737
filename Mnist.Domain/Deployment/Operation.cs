using Mnist.Domain.Analysis;

namespace Mnist.Domain.Deployment;

/// <summary>What a deployed network computes between two values: dropout is gone, normalisation part of what stands before it.</summary>
public abstract record Operation
{
    private Operation()
    {
    }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Operation"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Convolution">Weighted sums over a window.</param>
    /// <param name="Pooling">The largest value or the mean of a window.</param>
    /// <param name="Sum">The end of a residual block.</param>
    /// <param name="Relu">max(0, x) behind what cannot take it in.</param>
    /// <param name="Flatten">Another order of the same values.</param>
    public sealed record Cases<T>(
        Func<Convolution, T> Convolution, Func<Pooling, T> Pooling, Func<Sum, T> Sum, Func<Relu, T> Relu, Func<Flatten, T> Flatten);

    /// <summary>
    /// A convolution; a linear layer is one of 1x1, or of the whole image behind a flattening, and a normalisation that no convolution
    /// takes in is one of 1x1 with a group for each channel.
    /// </summary>
    /// <param name="Window">What each output reads.</param>
    /// <param name="Groups">Independent groups of channels.</param>
    public sealed record Convolution(Window Window, int Groups) : Operation
    {
        /// <summary>The normalisation behind it that becomes part of its weights; null for none.</summary>
        public PlacedLayer? Normalization { get; init; }

        /// <summary>Whether max(0, x) follows.</summary>
        public bool Rectifies { get; init; }

        internal override T Pick<T>(Cases<T> on) => on.Convolution(this);
    }

    /// <summary>Pooling; a global one has the image as its window.</summary>
    /// <param name="IsMean">Whether it takes the mean, else the largest value.</param>
    /// <param name="Window">Without padding and dilation.</param>
    public sealed record Pooling(bool IsMean, Window Window) : Operation
    {
        /// <summary>Whether no value is read twice, so that values can be folded into the output as they come.</summary>
        public bool Folds => Window.Stride.Height >= Window.Kernel.Height && Window.Stride.Width >= Window.Kernel.Width;

        internal override T Pick<T>(Cases<T> on) => on.Pooling(this);
    }

    /// <summary>Sum of two values of the same shape.</summary>
    /// <param name="Rectifies">Whether max(0, x) follows.</param>
    public sealed record Sum(bool Rectifies) : Operation
    {
        internal override T Pick<T>(Cases<T> on) => on.Sum(this);
    }

    /// <summary>max(0, x).</summary>
    public sealed record Relu : Operation
    {
        internal override T Pick<T>(Cases<T> on) => on.Relu(this);
    }

    /// <summary>(C, H, W) to (C x H x W, 1, 1), channel by channel; on a device each pixel's channels lie together.</summary>
    public sealed record Flatten : Operation
    {
        internal override T Pick<T>(Cases<T> on) => on.Flatten(this);
    }
}
