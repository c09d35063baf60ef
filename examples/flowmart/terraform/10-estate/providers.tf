# One provider for each account and Region. Against AWS the caller's own credentials assume var.role in each account;
# an emulator takes any credentials.

provider "aws" {
  alias                       = "development"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["development"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "staging"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["staging"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "production"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["production"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "sandbox"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["sandbox"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "shared"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["shared-network"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "shared_west"
  region                      = "us-west-2"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["shared-network"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "recovery"
  region                      = "us-west-2"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["disaster-recovery"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}

provider "aws" {
  alias                       = "recovery_east"
  region                      = "us-east-1"
  access_key                  = var.emulated ? "management" : null
  secret_key                  = var.emulated ? "management" : null
  skip_credentials_validation = var.emulated
  skip_metadata_api_check     = var.emulated
  s3_use_path_style           = var.emulated
  max_retries                 = var.emulated ? 3 : null
  assume_role {
    role_arn     = "arn:aws:iam::${var.accounts["disaster-recovery"]}:role/${var.role}"
    session_name = "flowmart-terraform"
  }
}
