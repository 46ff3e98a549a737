
namespace Mnist.Domain.Results;

/// <summary>The images that a run is measured on, in words.</summary>
public static class HeldOutText
{
    /// <summary>What the images are called that accuracies are measured on.</summary>
    public static string Name(this HeldOutSplit heldOut) => heldOut switch
    {
        HeldOutSplit.Test => "test",
        HeldOutSplit.Validation => "validation",
    };

    /// <summary>The images, as a sentence names them.</summary>
    public static string Images(this HeldOutSplit heldOut) => heldOut switch
    {
        HeldOutSplit.Test => "test images",
        HeldOutSplit.Validation => "training images held out",
    };
}
