namespace Mnist.Engine.Export;

/// <summary>Why a file does not hold a network's weights.</summary>
public abstract record SafetensorsError
{
    private SafetensorsError()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.About("the file");

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="SafetensorsError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="NotSafetensors">For another format, or a cut-off header.</param>
    /// <param name="MissingTensor">For a tensor that is not there.</param>
    /// <param name="WrongType">For values of another type.</param>
    /// <param name="WrongDimensions">For a tensor of another network.</param>
    /// <param name="MissingValues">For values that the file does not hold.</param>
    public sealed record Cases<T>(
        Func<NotSafetensors, T> NotSafetensors,
        Func<MissingTensor, T> MissingTensor,
        Func<WrongType, T> WrongType,
        Func<WrongDimensions, T> WrongDimensions,
        Func<MissingValues, T> MissingValues);

    /// <summary>The file does not start with a length and a JSON object of that length.</summary>
    public sealed record NotSafetensors : SafetensorsError
    {
        internal override T Pick<T>(Cases<T> on) => on.NotSafetensors(this);
    }

    /// <summary>The network has a tensor that the file does not have, or does not describe.</summary>
    /// <param name="Name">The tensor's.</param>
    public sealed record MissingTensor(string Name) : SafetensorsError
    {
        internal override T Pick<T>(Cases<T> on) => on.MissingTensor(this);
    }

    /// <summary>The values are not 32-bit floating-point numbers.</summary>
    /// <param name="Name">The tensor's.</param>
    /// <param name="Type">The type in the file, such as "F16".</param>
    public sealed record WrongType(string Name, string Type) : SafetensorsError
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongType(this);
    }

    /// <summary>The tensor is that of another network.</summary>
    /// <param name="Name">The tensor's.</param>
    /// <param name="Expected">What the network has.</param>
    /// <param name="Actual">What the file has.</param>
    public sealed record WrongDimensions(string Name, ValueList<int> Expected, ValueList<long> Actual) : SafetensorsError
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongDimensions(this);
    }

    /// <summary>The file ends before the tensor does, or the tensor's place is not as large as its dimensions.</summary>
    /// <param name="Name">The tensor's.</param>
    public sealed record MissingValues(string Name) : SafetensorsError
    {
        internal override T Pick<T>(Cases<T> on) => on.MissingValues(this);
    }
}
