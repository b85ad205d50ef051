using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class ContactOverflow : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OverflowedFrom",
                table: "Contacts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OverflowedTo",
                table: "Contacts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tally_Overflowed",
                table: "CallQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OverflowedFrom",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "OverflowedTo",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Tally_Overflowed",
                table: "CallQuarters");
        }
    }
}
