using Mnist.Domain.Checking;
using Mnist.Domain.Documents;
using Mnist.Domain.Planning;

namespace Mnist.Domain.PlanFiles;

/// <summary>The plan that a text with errors was surely meant to state: the checker can say at once what is wrong with it, too.</summary>
/// <param name="Plan">
/// Misspelt names are put right, unknown members and second ones left out; in place of a part that cannot be read stands any other.
/// </param>
/// <param name="Places">Where its parts stand in the text as it is.</param>
/// <param name="Unread">Parts that cannot be read: "layers", "training", "target" and so on; nothing is known of them.</param>
/// <param name="Errors">Everything that is wrong with the text, in its order; those of a member whose name was put right included.</param>
public sealed record MeantPlan(Plan Plan, PlanPlaces Places, ValueList<string> Unread, ValueList<DocumentError> Errors)
{
    /// <summary>Which of a checker's errors follow from what was read.</summary>
    /// <param name="errors">Of <see cref="Plan"/>.</param>
    public IEnumerable<PlanError> Known(IEnumerable<PlanError> errors) => errors.Where(error =>
        Unread.Count == 0 || (!error.ConcernsTarget && !Unread.Contains(error.Message().Path.Split('.')[0], StringComparer.Ordinal)));
}
