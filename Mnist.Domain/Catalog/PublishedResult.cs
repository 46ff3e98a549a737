namespace Mnist.Domain.Catalog;

/// <summary>What the author of a system reported: one seed, the best of all epochs, so chosen by what it is measured on.</summary>
/// <param name="Plan">The system's name in the catalogue.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="BestTrain">Best training accuracy of all epochs, in percent.</param>
/// <param name="BestTest">Best test accuracy of all epochs, in percent.</param>
public sealed record PublishedResult(string Plan, long Parameters, double BestTrain, double BestTest)
{
    /// <summary>EVA6 and EVA7, Session 5; the third step of EVA6 was trained for 20 epochs, all others for 15.</summary>
    public static ValueList<PublishedResult> All { get; } =
    [
        new("eva6/1", 147_344, 99.78, 99.11),
        new("eva6/2", 8_872, 99.45, 99.32),
        new("eva6/3", 8_872, 99.14, 99.28),
        new("eva6/4", 8_872, 99.05, 99.30),
        new("eva6/5", 6_202, 98.97, 99.45),
        new("eva7/1", 6_379_786, 99.94, 99.26),
        new("eva7/2", 20_750, 98.85, 98.69),
        new("eva7/3", 9_078, 99.06, 99.16),
        new("eva7/4", 9_538, 98.49, 99.52),
    ];

    /// <summary>What was reported of a system; null where nothing was, and for another network of its name.</summary>
    /// <param name="plan">Its name.</param>
    /// <param name="parameters">Its trainable parameters.</param>
    public static PublishedResult? Of(string plan, long parameters) =>
        All.FirstOrDefault(result => result.Plan == plan && result.Parameters == parameters);
}
