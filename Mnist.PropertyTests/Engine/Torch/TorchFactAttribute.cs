using FsCheck.Xunit;
using Mnist.Engine.Torch;
using Xunit;

namespace Mnist.PropertyTests.Engine.Torch;

/// <summary>A test of what the torch backend computes; skipped where it is built in and its native library does not load.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    /// <summary>Why these tests are skipped; null where they are not.</summary>
    public static string? Skipped { get; } =
        TorchRuntime.Failure is { } reason ? $"the library of torch does not load here: {reason}" : null;

    public TorchFactAttribute() => Skip = Skipped;
}

/// <summary>The same for several cases.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchFactAttribute.Skipped;
}

/// <summary>The same for a property.</summary>
public sealed class TorchPropertyAttribute : PropertyAttribute
{
    public TorchPropertyAttribute() => Skip = TorchFactAttribute.Skipped;
}
